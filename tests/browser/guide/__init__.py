"""The 《操作指引》, walked and pictured."""
