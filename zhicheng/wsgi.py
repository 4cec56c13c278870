import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhicheng.settings")

from zhicheng.web.edge import readable

application = readable(get_wsgi_application())
