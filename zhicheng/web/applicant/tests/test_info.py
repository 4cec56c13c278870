from django.test import Client
from tests.world import World


def test_try(li: Client, world: World) -> None:
    for url in ("/my/", "/my/apply/evaluation/", "/my/unit/", "/my/unit/?q=清远", "/my/photo/"):
        assert li.get(url).status_code == 200, url
    application = world.start()
    base = f"/my/applications/{application.number}/"
    for url in ("/my/", base + "info/", base + "info/basic/", base + "info/education/"):
        assert li.get(url).status_code == 200, url
    world.fill(application)
    for key in ("info/?check=0", *(f"info/{key}/" for key in ("basic", "education", "work", "since", "before"))):
        response = li.get(base + key, follow=True)
        assert response.status_code == 200, url
