"""Taking files in: whole, in parts, or photo by photo; and what becomes of them."""

from zhicheng.files.contents import BadFile
from zhicheng.files.operations.albums import (
    MAX_SHOTS,
    NotThere,
    add_shot,
    bind,
    close_album,
    move_shot,
    open_album,
    remove_shot,
    turn_shot,
)
from zhicheng.files.operations.documents import DOCUMENTS, check_document
from zhicheng.files.operations.hand_overs import end_hand_overs, finish_hand_over, hand_over, receive_shot
from zhicheng.files.operations.storing import (
    MEGABYTE,
    clean_name,
    discard,
    scan_waiting,
    store,
    store_generated,
)
from zhicheng.files.operations.sweeping import sweep
from zhicheng.files.operations.uploads import CHUNK, Gone, OffsetError, append, begin, cancel, check_room, finish

__all__ = [
    "CHUNK",
    "DOCUMENTS",
    "MAX_SHOTS",
    "MEGABYTE",
    "BadFile",
    "Gone",
    "NotThere",
    "OffsetError",
    "add_shot",
    "append",
    "begin",
    "bind",
    "cancel",
    "check_document",
    "check_room",
    "clean_name",
    "close_album",
    "discard",
    "end_hand_overs",
    "finish",
    "finish_hand_over",
    "hand_over",
    "move_shot",
    "open_album",
    "receive_shot",
    "remove_shot",
    "scan_waiting",
    "store",
    "store_generated",
    "sweep",
    "turn_shot",
]
