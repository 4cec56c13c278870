import pytest
from django.test import Client
from django.urls import get_resolver
from django.db import transaction
from tests.world import fresh
from zhicheng.review.models import Item
def walk(r,prefix=""):
    for p in r.url_patterns:
        q=prefix+str(p.pattern)
        if hasattr(p,"url_patterns"): yield from walk(p,q)
        else: yield q
import re, collections
def test_walk(world):
    app=world.at_stage("")
    item=Item.objects.get()
    cert=app.certificate
    ev=world.li.education_set.get().evidence.get()
    ph=world.li.photos.last().file_id
    msg=world.li.messages.first() if hasattr(world.li,"messages") else None
    from zhicheng.notifications.models import Message
    msg=Message.objects.filter(recipient=world.li).first()
    from zhicheng.applications.models import PrintedForm, Notice
    pr=PrintedForm.objects.last()
    def args(q):
        n = item.meeting.number if "meetings/<" in q else cert.number if q.startswith(("certificates","my/certificates")) else app.number
        m={"number":n,"kind":"evaluation","key":"education","file":ph if "photo" in q else ev.pk,"order":1,"token":cert.token,"sealed":"x","pk":msg.pk if "messages" in q else pr.pk if "pdf" in q else world.li.education_set.get().pk}
        return re.sub(r"<\w+:(\w+)>",lambda x:str(m[x[1]]),q)
    clients={"anon":Client()}
    for r in ("li","wu","wang","zhao","qian","feng","sun","zhou"):
        c=Client(); c.force_login(getattr(world,r)); clients[r]=c
    for q in walk(get_resolver()):
        if "(?P" in q: continue
        row=[]
        for meth in ("get","post"):
            for r,c in clients.items():
                c.raise_request_exception=False
                try:
                    with transaction.atomic():
                        resp=getattr(c,meth)("/"+args(q)); s=resp.status_code
                        row.append(str(s)+("L" if s in(302,303) and "/login" in resp["Location"] else ""))
                        transaction.set_rollback(True)
                except Exception as e: row.append(type(e).__name__[:6])
            row.append("|")
        print("ROW",q.ljust(60)," ".join(row))
