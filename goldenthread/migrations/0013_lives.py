import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goldenthread", "0012_assessments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="goldenthread.frameworkversion",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="goldenthread.plan",
                    ),
                ),
                ("year_starts", models.DateField(blank=True, help_text="the first day of the plan's year", null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="goldenthread.person",
                    ),
                ),
                (
                    "post_title",
                    models.CharField(blank=True, help_text="the post that the delegate held", max_length=160),
                ),
                ("day", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("day", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("framework__isnull", False), ("plan__isnull", True), ("year_starts__isnull", True)
                            ),
                            models.Q(
                                ("framework__isnull", True), ("plan__isnull", False), ("year_starts__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="an_approval_is_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", False), ("delegate__isnull", True)),
                            models.Q(
                                ("decision__isnull", True),
                                ("delegate__isnull", False),
                                models.Q(("post_title", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_approval_has_an_authority",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Monitoring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitorings",
                        to="goldenthread.measure",
                    ),
                ),
                ("effective_from", models.DateField()),
                ("where", models.CharField(blank=True, help_text="as Waste service's own scorecard", max_length=200)),
            ],
            options={
                "ordering": ("effective_from",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "effective_from"),
                        name="one_current_monitoring",
                    )
                ],
            },
        ),
    ]
