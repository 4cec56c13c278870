"""Who filled in for the applicant does not decide the case: what he reads instead."""

from zhicheng.accounts.models import User


def barred(viewer: User, deciding: list[User]) -> str:
    """This function will say why the viewer may not decide though he sits here; "" when he may.

    `deciding` are the `deciders` of the stage, who do it instead. He is one of them unless he helped to fill it in.
    """
    if viewer in deciding:
        return ""
    if others := "、".join(one.name for one in deciding):
        return f"您协助填写过这件申请，由本单位其他经办人审核：{others}。"
    return (
        "您协助填写过这件申请，不能审核，本单位没有其他经办人。"
        "联系系统管理员为本单位增加一位经办人，由他审核；办理时限照常计算。"
    )
