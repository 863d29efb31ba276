import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goldenthread", "0009_delivery_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="Marking",
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
                    "of_return",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.return",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.project",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.risk",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.paper",
                    ),
                ),
                (
                    "ends",
                    models.DateField(
                        blank=True, help_text="the last day of the period of a project's update", null=True
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=200)),
                ("kind", models.CharField(max_length=12)),
                (
                    "paragraph",
                    models.PositiveSmallIntegerField(blank=True, help_text="of Part 1 of Schedule 12A", null=True),
                ),
                ("interest", models.TextField(blank=True, help_text="why the public interest is in withholding it")),
                ("source", models.CharField(blank=True, help_text="what makes it confidential", max_length=300)),
            ],
            options={
                "ordering": ("-recorded_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("of_return__isnull", False),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                            ),
                            models.Q(
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", False),
                                ("risk__isnull", True),
                            ),
                            models.Q(
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", False),
                            ),
                            models.Q(
                                ("of_return__isnull", True),
                                ("paper__isnull", False),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_marking_is_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "exempt"),
                                ("paragraph__range", (1, 7)),
                                models.Q(("interest", ""), _negated=True),
                            ),
                            models.Q(("kind", "confidential"), models.Q(("source", ""), _negated=True)),
                            models.Q(("kind", "open"), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_marking_has_its_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RestrictedPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restricted_pack",
                        to="goldenthread.publication",
                    ),
                ),
                ("report", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="RestrictedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="goldenthread.restrictedpack",
                    ),
                ),
                ("format", models.CharField(max_length=10)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("built_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("format",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("pack", "format"),
                        name="one_live_restricted_file_a_format",
                    )
                ],
            },
        ),
    ]
