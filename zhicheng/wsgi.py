import os

from django.core.wsgi import get_wsgi_application

from zhicheng.web.edge import readable
from zhicheng.web.whole import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhicheng.settings")
application = readable(whole(get_wsgi_application()))
