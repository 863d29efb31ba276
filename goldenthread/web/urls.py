"""The site's table of contents: every address, with the name that templates and views call it by."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.web.views import gallery, plan, sign_in, site

urlpatterns = [
    # Coming in, and about the site
    path("", site.start, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("accessibility/", site.text, {"slug": "accessibility"}, name="accessibility"),
    path("privacy/", site.text, {"slug": "privacy"}, name="privacy"),
    path("cookies/", site.text, {"slug": "cookies"}, name="cookies"),
    path("council.css", site.council_css, name="council-css"),
    path("components/", gallery.components, name="components"),
    # The Council Plan and the golden thread
    path("plan/", plan.outline, name="plan"),
    path("plan/<int:pk>/", plan.thread, name="thread"),
    # Setting a council up, and changing it
    path("set-up/", include("goldenthread.web.set_up_urls")),
]
