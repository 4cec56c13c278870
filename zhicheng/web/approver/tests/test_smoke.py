from tests.world import World
def test_x(world: World, browser):
    case = world.submitted()
    c = browser(world.wang)
    for url in ["/desk/", "/desk/cases/", "/desk/cases/?tab=posted", "/desk/cases/?tab=done","/desk/cases/?tab=returned", f"/desk/cases/{case.number}/", "/desk/notices/"]:
        r = c.get(url)
        assert r.status_code == 200, (url, r.status_code)
    open("/tmp/case.html","w").write(c.get(f"/desk/cases/{case.number}/").content.decode())
