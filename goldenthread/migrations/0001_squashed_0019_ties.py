import django.db.models.deletion
import goldenthread.models.figures
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # What the first nineteen came to, in one: a new council is made in seconds; one that has some of them goes on.
    replaces = [
        ("goldenthread", "0001_initial"),
        ("goldenthread", "0002_projects"),
        ("goldenthread", "0003_risks"),
        ("goldenthread", "0004_evidence"),
        ("goldenthread", "0005_money"),
        ("goldenthread", "0006_meetings"),
        ("goldenthread", "0007_outcomes"),
        ("goldenthread", "0008_in_the_round"),
        ("goldenthread", "0009_delivery_plans"),
        ("goldenthread", "0010_withholding"),
        ("goldenthread", "0011_service_plans"),
        ("goldenthread", "0012_assessments"),
        ("goldenthread", "0013_lives"),
        ("goldenthread", "0014_corrections"),
        ("goldenthread", "0015_wards"),
        ("goldenthread", "0016_clearances"),
        ("goldenthread", "0017_whole_marks"),
        ("goldenthread", "0018_words_withheld"),
        ("goldenthread", "0019_ties"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(default="committee", max_length=20)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "bodies",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, unique=True)),
                ("nature", models.CharField(default="revenue", help_text="revenue or capital", max_length=10)),
                ("flow", models.CharField(default="expenditure", help_text="expenditure or income", max_length=12)),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="ClosureDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("reason", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("day", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Directorate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="IndicatorSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "source",
                    models.CharField(blank=True, help_text="who asks for it, or where it is published", max_length=200),
                ),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_member", models.BooleanField(default=False, help_text="an elected member of the council")),
                ("left_on", models.DateField(blank=True, null=True)),
                ("anonymised_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("approved_by", models.CharField(blank=True, max_length=160)),
                ("approved_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-starts", "title", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Portfolio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=30, unique=True)),
                (
                    "kind",
                    models.CharField(
                        default="project", help_text="a kind of the framework's delivery part", max_length=40
                    ),
                ),
            ],
            options={
                "ordering": ("ref",),
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254, unique=True)),
            ],
            options={
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=30, unique=True)),
                ("kind", models.CharField(default="threat", max_length=12)),
                ("opened_on", models.DateField()),
            ],
            options={
                "ordering": ("ref",),
            },
        ),
        migrations.CreateModel(
            name="Saving",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=30, unique=True)),
                ("year", models.PositiveSmallIntegerField(help_text="the year in which the financial year begins")),
            ],
            options={
                "ordering": ("ref",),
            },
        ),
        migrations.CreateModel(
            name="AssessmentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("sections", models.JSONField(default=dict)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="goldenthread.assessment",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("assessment",),
                        name="one_current_assessment_version",
                    ),
                    models.UniqueConstraint(fields=("assessment", "number"), name="one_assessment_version_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=12)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="goldenthread.assessmentversion",
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("user_id", models.BigIntegerField(blank=True, null=True)),
                ("action", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField(blank=True, null=True)),
                ("ref", models.CharField(max_length=120)),
                ("fields", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name_plural": "audit entries",
                "ordering": ("-at", "-pk", "pk"),
                "indexes": [models.Index(fields=["kind", "object_id"], name="audit_by_object")],
            },
        ),
        migrations.CreateModel(
            name="BudgetPosition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("ends", models.DateField(help_text="the last day that the figures cover")),
                (
                    "profile",
                    models.BigIntegerField(blank=True, help_text="budget expected to be used by then", null=True),
                ),
                ("actual", models.BigIntegerField(blank=True, null=True)),
                ("commitments", models.BigIntegerField(blank=True, null=True)),
                ("forecast", models.BigIntegerField(blank=True, help_text="forecast outturn for the year", null=True)),
                (
                    "slippage",
                    models.BigIntegerField(
                        blank=True, help_text="of a capital scheme: what moves to later years", null=True
                    ),
                ),
                ("explanation", models.TextField(blank=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="goldenthread.budgetline",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("ends", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("line", "ends"),
                        name="one_current_position",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)), fields=("user",), name="one_live_feed_a_user"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CapitalFunding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("source", models.CharField(max_length=120)),
                ("amount", models.BigIntegerField()),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding",
                        to="goldenthread.budgetline",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("source", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("line", "source"),
                        name="one_current_funding_a_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Council",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "colour",
                    models.CharField(
                        default="#1d4f5f", help_text="#rrggbb, used in the header and on papers", max_length=7
                    ),
                ),
                ("contact", models.CharField(blank=True, help_text="who to ask about this site", max_length=200)),
                ("is_demo", models.BooleanField(default=False)),
                (
                    "print_names",
                    models.BooleanField(default=True, help_text="print names of heads of service and above on papers"),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_council")],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(help_text="the day of the meeting")),
                ("minute", models.CharField(help_text="the minute's number, as FM/23", max_length=40)),
                ("text", models.TextField(help_text="what was decided, in the words of the minute")),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="goldenthread.body"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-day", "-pk", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("body", "day", "minute"), name="one_decision_a_minute")
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(help_text="the year in which the financial year begins")),
                ("kind", models.CharField(max_length=14)),
                ("amount", models.BigIntegerField(help_text="pence; income is negative")),
                ("day", models.DateField(help_text="when it takes effect")),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="goldenthread.budgetline",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.budgetline",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.decision",
                    ),
                ),
            ],
            options={
                "ordering": ("year", "day", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "virement"), ("other__isnull", False)),
                            models.Q(models.Q(("kind", "virement"), _negated=True), ("other__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_virement_has_two_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "original")),
                        fields=("line", "year"),
                        name="one_original_budget_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, unique=True)),
                ("year", models.PositiveSmallIntegerField(help_text="the year in which the financial year begins")),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.body"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery_plans",
                        to="goldenthread.plan",
                    ),
                ),
            ],
            options={
                "ordering": ("-year", "title", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DeliveryPlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "reason",
                    models.TextField(blank=True, help_text="why these, or what changed since the version before"),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "delivery_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="goldenthread.deliveryplan",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("delivery_plan", "number"), name="one_delivery_plan_version_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryPlanApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery_plans",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval",
                        to="goldenthread.deliveryplanversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DueItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(default="due", max_length=12)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "budget",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="goldenthread.budgetline",
                    ),
                ),
            ],
            options={
                "ordering": (
                    models.OrderBy(models.F("of_return__measure__ref"), nulls_last=True),
                    models.OrderBy(models.F("project__ref"), nulls_last=True),
                    models.OrderBy(models.F("risk__ref"), nulls_last=True),
                    models.OrderBy(models.F("budget__code"), nulls_last=True),
                    "pk",
                ),
            },
        ),
        migrations.CreateModel(
            name="ExceptionReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(default="required", max_length=12)),
                ("trigger", models.CharField(max_length=200)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exception", to="goldenthread.dueitem"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExceptionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("sections", models.JSONField()),
                (
                    "forecast",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                ("on_track_by", models.DateField(blank=True, null=True)),
                ("help_needed", models.TextField(blank=True)),
                (
                    "exception",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="goldenthread.exceptionreport",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("exception",),
                        name="one_current_exception_version",
                    ),
                    models.UniqueConstraint(fields=("exception", "number"), name="one_exception_version_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("name", models.SlugField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                ("effective_from", models.DateField()),
                ("document", models.JSONField()),
                ("source", models.TextField(help_text="the YAML as it was read")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "number", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("name", "number"), name="one_framework_version_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("answers", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=30, unique=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="goldenthread.measure",
                    ),
                ),
            ],
            options={
                "ordering": ("ref",),
            },
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("led_by", models.CharField(max_length=10)),
                ("accountable_body", models.CharField(blank=True, max_length=160)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leads", to="goldenthread.measure"
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "effective_from"),
                        name="one_current_lead",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Benchmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("comparator", models.CharField(max_length=160)),
                (
                    "value",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                ("rank", models.CharField(blank=True, help_text="as joint 20th of 52 districts", max_length=80)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="goldenthread.measure",
                    ),
                ),
            ],
            options={
                "ordering": ("starts", "comparator", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "starts", "ends", "comparator"),
                        name="one_current_benchmark",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureDefinition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                (
                    "series",
                    models.PositiveIntegerField(default=1, help_text="figures of different series are not compared"),
                ),
                ("title", models.CharField(max_length=200)),
                ("plain_title", models.CharField(blank=True, max_length=200)),
                ("rationale", models.TextField(blank=True, help_text="why it matters")),
                ("definition", models.TextField(blank=True, help_text="how it is measured")),
                ("numerator_label", models.CharField(blank=True, max_length=200)),
                ("denominator_label", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("exclusions", models.TextField(blank=True)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                (
                    "multiplier",
                    goldenthread.models.figures.FigureField(
                        blank=True,
                        decimal_places=9,
                        help_text="numerator over denominator times this; 100 for a percentage",
                        max_digits=24,
                        null=True,
                    ),
                ),
                ("polarity", models.CharField(max_length=10)),
                ("kind", models.CharField(default="performance", max_length=20)),
                ("level", models.CharField(default="strategic", max_length=20)),
                ("frequency", models.CharField(default="quarter", max_length=10)),
                ("calendar", models.CharField(default="financial", max_length=10)),
                ("accumulation", models.CharField(default="period", max_length=12)),
                ("rolling_periods", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "lag_days",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="days after the period's end that data arrives"
                    ),
                ),
                (
                    "lag_periods",
                    models.PositiveSmallIntegerField(default=0, help_text="periods in arrears that a round collects"),
                ),
                ("control", models.CharField(default="control", max_length=12)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="definitions",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "effective_from"),
                        name="one_current_definition",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("change", models.JSONField(blank=True, default=dict)),
                ("effective_from", models.DateField()),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="goldenthread.measure"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MeasureProposalAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(help_text="approved, refused or withdrawn", max_length=9)),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure_answers",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="goldenthread.measureproposal",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", True), ("outcome", "withdrawn")),
                            models.Q(models.Q(("outcome", "withdrawn"), _negated=True), ("decision__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_measure_change_is_decided_or_withdrawn",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("starts_at", models.TimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("cancelled", models.BooleanField(default=False)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="goldenthread.body"
                    ),
                ),
            ],
            options={
                "ordering": ("day", "pk"),
                "constraints": [models.UniqueConstraint(fields=("body", "day"), name="one_meeting_a_body_a_day")],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="goldenthread.meeting",
            ),
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="as printed: 7, 9A, 7d", max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("purpose", models.CharField(default="note", max_length=10)),
                ("presenting_officer", models.CharField(blank=True, max_length=160)),
                ("presenting_member", models.CharField(blank=True, max_length=160)),
                ("late_reason", models.TextField(blank=True)),
                ("withdrawn", models.BooleanField(default=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agenda", to="goldenthread.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("meeting__day", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn", False)),
                        fields=("meeting", "number"),
                        name="one_agenda_item_a_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=14)),
                ("subject", models.CharField(max_length=200)),
                ("route", models.CharField(default="notice", max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("agreed_by", models.CharField(blank=True, max_length=160)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("second_published_on", models.DateField(blank=True, null=True)),
                ("representations", models.TextField(blank=True, help_text="what people said to the first notice")),
                ("response", models.TextField(blank=True, help_text="what the executive answered")),
                ("recorded_at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="goldenthread.meeting"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("meeting__day", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "kind", "subject"), name="one_notice_a_matter"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("route", "notice"),
                            models.Q(
                                models.Q(("agreed_by", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="an_exception_says_who_agreed_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="goldenthread.project",
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [models.UniqueConstraint(fields=("project", "number"), name="one_milestone_number")],
            },
        ),
        migrations.CreateModel(
            name="DateProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(blank=True, null=True)),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="goldenthread.milestone",
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_proposal_has_a_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("kind", models.CharField(max_length=10)),
                ("day", models.DateField()),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dates",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dates", to="goldenthread.milestone"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("milestone", "kind"),
                        name="one_current_date_a_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "original")), fields=("milestone",), name="one_original_date"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MoneyTableRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("table", models.CharField(max_length=20)),
                ("ends", models.DateField(help_text="the last day that the figures cover")),
                ("position", models.PositiveIntegerField(default=0)),
                ("label", models.CharField(max_length=160)),
                ("cells", models.JSONField(default=dict, help_text="pence, numbers as text, or words, by column")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("table", "ends", "position", "label", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("table", "ends", "label"),
                        name="one_current_table_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Monitoring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("where", models.CharField(blank=True, help_text="as Waste service's own scorecard", max_length=200)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitorings",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "effective_from"),
                        name="one_current_monitoring",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("payload", models.JSONField(default=dict)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["state", "id"], name="outbox_by_state")],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(default="listed", max_length=12)),
                ("awaits", models.JSONField(blank=True, default=dict)),
                (
                    "confirmed_at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmed_outcomes",
                        to="goldenthread.meeting",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_outcome",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcome",
                        to="goldenthread.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ("item__meeting__day", "item", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OutcomeEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=20)),
                ("from_state", models.CharField(max_length=12)),
                ("to_state", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="goldenthread.outcome"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OutcomeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("considerations", models.TextField(blank=True, help_text="what was highlighted, asked and said")),
                ("proposer", models.CharField(blank=True, max_length=120)),
                ("seconder", models.CharField(blank=True, max_length=120)),
                ("vote", models.CharField(blank=True, help_text="as printed: 9 for, 2 against", max_length=200)),
                ("grounds", models.TextField(blank=True)),
                ("options", models.TextField(blank=True, help_text="alternative options considered")),
                ("key_decision", models.BooleanField(default=False)),
                ("call_in", models.BooleanField(default=False)),
                ("wards", models.CharField(blank=True, max_length=200)),
                ("consultees", models.TextField(blank=True)),
                ("background_papers", models.TextField(blank=True)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("effective_from", models.DateField(blank=True, null=True)),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="goldenthread.outcome"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("outcome",),
                        name="one_current_outcome_version",
                    ),
                    models.UniqueConstraint(fields=("outcome", "number"), name="one_outcome_version_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutcomeText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.body",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="goldenthread.outcomeversion",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="one_outcome_text_a_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("route", models.CharField(blank=True, max_length=60)),
                ("stop", models.PositiveSmallIntegerField(default=1)),
                (
                    "purpose",
                    models.CharField(
                        blank=True, help_text="comment, note, approve, recommend or decide", max_length=10
                    ),
                ),
                (
                    "sees_everything",
                    models.BooleanField(default=False, help_text="not only what the body's remit gives it"),
                ),
                ("state", models.CharField(default="drafted", max_length=12)),
                ("locked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="goldenthread.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("meeting__day", "pk"),
            },
        ),
        migrations.AddField(
            model_name="dueitem",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="goldenthread.paper",
            ),
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("due", models.DateField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deadlines", to="goldenthread.paper"
                    ),
                ),
            ],
            options={
                "ordering": ("due", "pk"),
                "constraints": [models.UniqueConstraint(fields=("paper", "stage"), name="one_deadline_a_stage")],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("heading", models.CharField(max_length=200)),
                ("office", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("cleared", models.BooleanField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clearances", to="goldenthread.paper"
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("paper", "heading"),
                        name="one_current_clearance",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cleared", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="a_text_is_sent_back_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_items",
                to="goldenthread.paper",
            ),
        ),
        migrations.CreateModel(
            name="PaperText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("texts", models.JSONField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="goldenthread.paper"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("paper",),
                        name="one_current_paper_text",
                    ),
                    models.UniqueConstraint(fields=("paper", "number"), name="one_paper_text_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineManagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="manages", to="goldenthread.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="managed_by", to="goldenthread.person"
                    ),
                ),
            ],
            options={
                "ordering": ("-starts", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="line_management_runs_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("manager")), _negated=True),
                        name="nobody_manages_themselves",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="account", to="goldenthread.person"
            ),
        ),
        migrations.CreateModel(
            name="PerspectivePlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("perspective", models.CharField(blank=True, max_length=40)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="perspectives",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "effective_from"),
                        name="one_current_perspective",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year_starts", models.DateField(blank=True, help_text="the first day of the plan's year", null=True)),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="goldenthread.plan",
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
            name="PlanElement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.CharField(help_text="the code of a level of the framework", max_length=80)),
                ("code", models.CharField(max_length=20)),
                ("position", models.PositiveIntegerField(default=0)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="goldenthread.planelement",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="elements", to="goldenthread.plan"
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="goldenthread.planelement",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "code", "pk"),
                "constraints": [models.UniqueConstraint(fields=("plan", "code"), name="one_code_in_a_plan")],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("starts", models.DateField()),
                ("ends", models.DateField(help_text="the last day; it is deleted so many months later")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="goldenthread.person"
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.planelement"
                    ),
                ),
            ],
            options={
                "ordering": ("starts", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))), name="an_objective_runs_forward"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("day", models.DateField()),
                ("who", models.CharField(max_length=200)),
                ("how", models.CharField(max_length=200)),
                ("said", models.TextField(help_text="what they said")),
                (
                    "changed",
                    models.TextField(blank=True, help_text="what changed because of it; empty while nothing has"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="goldenthread.planelement",
                    ),
                ),
            ],
            options={
                "ordering": ("-day", "pk"),
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="element",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="goldenthread.planelement",
            ),
        ),
        migrations.CreateModel(
            name="ActionTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("aim", models.TextField(blank=True, help_text="the aim in the plan that it belongs to")),
                ("due", models.DateField(blank=True, null=True)),
                ("budget_reference", models.CharField(blank=True, max_length=80)),
                ("resources", models.TextField(blank=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="goldenthread.planelement"
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("element",),
                        name="one_current_terms_of_an_action",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("status", models.CharField(help_text="the code of a delivery status of the framework", max_length=30)),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("due", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="goldenthread.planelement",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__isnull", True), ("percent__lte", 100), _connector="OR"),
                        name="no_action_is_more_than_complete",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                (
                    "is_senior",
                    models.BooleanField(default=False, help_text="head of service or above: papers may print the name"),
                ),
                (
                    "directorate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="goldenthread.directorate",
                    ),
                ),
            ],
            options={
                "ordering": ("title", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PostHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="goldenthread.person"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="goldenthread.post"
                    ),
                ),
            ],
            options={
                "ordering": ("-starts", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Prioritisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, unique=True)),
                ("top_score", models.PositiveSmallIntegerField(default=5)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-recorded_at", "pk"),
            },
        ),
        migrations.AddField(
            model_name="deliveryplanversion",
            name="ranking",
            field=models.ForeignKey(
                blank=True,
                help_text="what led to it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="goldenthread.prioritisation",
            ),
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("code", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=160)),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "prioritisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="goldenthread.prioritisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "criteria",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("prioritisation", "code"),
                        name="one_current_criterion",
                    ),
                    models.CheckConstraint(condition=models.Q(("weight__gte", 1)), name="a_criterion_weighs_something"),
                ],
            },
        ),
        migrations.AddField(
            model_name="dueitem",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="goldenthread.project",
            ),
        ),
        migrations.CreateModel(
            name="DeliveryPlanEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="goldenthread.deliveryplanversion",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.project"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "delivery plan entries",
                "ordering": ("project__ref", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "project"), name="a_project_once_in_a_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("criterion", models.CharField(max_length=20)),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "prioritisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="goldenthread.prioritisation",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="goldenthread.project"
                    ),
                ),
            ],
            options={
                "ordering": ("project__ref", "criterion", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("prioritisation", "project", "criterion"),
                        name="one_current_candidate_score",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="goldenthread.budgetline"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid_by",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid_by",
                        to="goldenthread.planelement",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid_by",
                        to="goldenthread.project",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("element__isnull", False), ("measure__isnull", True), ("project__isnull", True)),
                            models.Q(("element__isnull", True), ("measure__isnull", False), ("project__isnull", True)),
                            models.Q(("element__isnull", True), ("measure__isnull", True), ("project__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_line_pays_for_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("line", "element"),
                        name="one_current_use_an_element",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("line", "measure"),
                        name="one_current_use_a_measure",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("line", "project"),
                        name="one_current_use_a_project",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("state", models.CharField(max_length=10)),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="goldenthread.project"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="goldenthread.project",
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("project", "effective_from"),
                        name="one_current_project_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "replaced"), ("replaced_by__isnull", True), _connector="OR"),
                        name="only_the_replaced_have_successors",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("number", models.PositiveIntegerField()),
                ("overall", models.CharField(max_length=30)),
                ("time", models.CharField(blank=True, max_length=30)),
                ("cost", models.CharField(blank=True, max_length=30)),
                ("scope", models.CharField(blank=True, max_length=30)),
                ("benefits", models.CharField(blank=True, max_length=30)),
                ("percent_complete", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("commentary", models.TextField(blank=True)),
                ("achieved", models.TextField(blank=True)),
                ("planned", models.TextField(blank=True)),
                ("decisions_needed", models.TextField(blank=True)),
                ("budget", models.BigIntegerField(blank=True, help_text="pence", null=True)),
                ("actual", models.BigIntegerField(blank=True, help_text="pence", null=True)),
                ("forecast", models.BigIntegerField(blank=True, help_text="pence", null=True)),
                ("whole_life", models.BigIntegerField(blank=True, help_text="pence", null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="goldenthread.project"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("ends", "number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("project", "starts", "ends"),
                        name="one_current_update_a_period",
                    ),
                    models.UniqueConstraint(fields=("project", "starts", "ends", "number"), name="one_update_number"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))), name="an_update_period_runs_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent_complete__isnull", True), ("percent_complete__lte", 100), _connector="OR"
                        ),
                        name="no_more_than_complete",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromisedAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("due", models.DateField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promised_actions",
                        to="goldenthread.person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="goldenthread.exceptionversion",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ProposalOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcome",
                        to="goldenthread.dateproposal",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", True), ("outcome", "withdrawn")),
                            models.Q(("decision__isnull", False), ("outcome__in", ("approved", "refused"))),
                            _connector="OR",
                        ),
                        name="a_body_approves_or_refuses",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proxy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in_for",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proxies", to="goldenthread.measure"
                    ),
                ),
            ],
            options={
                "ordering": ("measure", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("survey", "measure"),
                        name="one_current_proxy",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(default="building", max_length=10)),
                ("report", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="publication", to="goldenthread.paper"
                    ),
                ),
            ],
            options={
                "ordering": ("-frozen_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PublicationFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=10)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("built_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="goldenthread.publication"
                    ),
                ),
            ],
            options={
                "ordering": ("format", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("publication", "format"),
                        name="one_live_file_a_format",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="goldenthread.outcome"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="goldenthread.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ("outcome__item__meeting__day", "pk"),
                "constraints": [models.UniqueConstraint(fields=("outcome", "to_item"), name="referred_once")],
            },
        ),
        migrations.CreateModel(
            name="Remit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("terms", models.CharField(blank=True, help_text="terms of reference code, as FM13", max_length=40)),
                ("text", models.TextField(blank=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remits", to="goldenthread.body"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("body", "effective_from"),
                        name="one_current_remit",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RestrictedPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restricted_pack",
                        to="goldenthread.publication",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RestrictedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=10)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("built_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="goldenthread.restrictedpack",
                    ),
                ),
            ],
            options={
                "ordering": ("format", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("pack", "format"),
                        name="one_live_restricted_file_a_format",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="goldenthread.measure"
                    ),
                ),
            ],
            options={
                "ordering": ("ends", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "starts", "ends"), name="one_return_a_measure_and_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))), name="a_return_period_runs_forward"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("replaced", models.JSONField(blank=True, default=list)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "exception",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="goldenthread.exceptionreport",
                    ),
                ),
                (
                    "of_return",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="goldenthread.return",
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exception__isnull", True), ("of_return__isnull", False)),
                            models.Q(("exception__isnull", False), ("of_return__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_redaction_is_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_redaction_needs_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version_number", models.PositiveIntegerField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed",
                        to="goldenthread.publication",
                    ),
                ),
                (
                    "of_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="printed_in", to="goldenthread.return"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("publication", "of_return"), name="printed_once")],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("status", models.CharField(max_length=20)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.person"
                    ),
                ),
                (
                    "of_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="goldenthread.return"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("of_return",),
                        name="one_current_override",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="an_override_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="dueitem",
            name="of_return",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="goldenthread.return",
            ),
        ),
        migrations.CreateModel(
            name="ReturnDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("based_on", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                (
                    "of_return",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="goldenthread.return"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="ReturnVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("origin", models.CharField(default="submission", max_length=12)),
                (
                    "value",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                (
                    "numerator",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                (
                    "denominator",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                ("data_status", models.CharField(default="confirmed", max_length=12)),
                ("absence", models.CharField(blank=True, help_text="why there is no figure", max_length=20)),
                ("available_from", models.DateField(blank=True, null=True)),
                ("commentary", models.TextField(blank=True, help_text="what happened and why")),
                ("action", models.TextField(blank=True, help_text="what is being done about it")),
                (
                    "forecast",
                    goldenthread.models.figures.FigureField(
                        blank=True, decimal_places=9, help_text="forecast at the year's end", max_digits=24, null=True
                    ),
                ),
                (
                    "judged_as",
                    models.CharField(blank=True, help_text="the status a person chose, on evidence", max_length=20),
                ),
                ("doubts", models.JSONField(blank=True, default=list, help_text="doubts asked and the answers given")),
                (
                    "of_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="goldenthread.return"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("of_return",),
                        name="one_current_return_version",
                    ),
                    models.UniqueConstraint(fields=("of_return", "number"), name="one_return_version_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", False),
                            models.Q(("absence", ""), _negated=True),
                            models.Q(("judged_as", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_return_has_a_value_or_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("status", models.CharField(max_length=20)),
                ("sentence", models.TextField()),
                ("direction", models.CharField(max_length=16)),
                ("direction_sentence", models.TextField(blank=True)),
                ("direction_year", models.CharField(max_length=16)),
                ("direction_year_sentence", models.TextField(blank=True)),
                ("rule", models.JSONField()),
                ("inputs", models.JSONField()),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.frameworkversion",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="goldenthread.returnversion",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("version",),
                        name="one_current_judgement",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="tabled or erratum", max_length=10)),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        help_text="who signed it off",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="goldenthread.publication",
                    ),
                ),
                (
                    "of_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="goldenthread.return",
                    ),
                ),
                (
                    "corrected",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.returnversion"
                    ),
                ),
                (
                    "printed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.returnversion"
                    ),
                ),
            ],
            options={
                "ordering": ("-recorded_at", "-pk", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "corrected"), name="one_correction_a_version"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_correction_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("printed", models.F("corrected")), _negated=True),
                        name="a_correction_corrects_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("role", models.CharField(default="primary", max_length=12)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="serves",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="serves",
                        to="goldenthread.planelement",
                    ),
                ),
                (
                    "serves",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served_by",
                        to="goldenthread.planelement",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="serves",
                        to="goldenthread.project",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bears_on",
                        to="goldenthread.risk",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("element__isnull", False),
                                ("measure__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                            ),
                            models.Q(
                                ("element__isnull", True),
                                ("measure__isnull", False),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                            ),
                            models.Q(
                                ("element__isnull", True),
                                ("measure__isnull", True),
                                ("project__isnull", False),
                                ("risk__isnull", True),
                            ),
                            models.Q(
                                ("element__isnull", True),
                                ("measure__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_link_joins_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("serves", "measure"),
                        name="one_current_measure_link",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("serves", "element"),
                        name="one_current_element_link",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("serves", "project"),
                        name="one_current_project_link",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("serves", "risk"),
                        name="one_current_risk_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("risk__isnull", False), ("role", "bears_on")),
                            models.Q(("risk__isnull", True), models.Q(("role", "bears_on"), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_risk_bears_on_and_nothing_else_does",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), ("ends__isnull", True), ("role", "primary")
                        ),
                        fields=("measure",),
                        name="one_primary_home",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), ("ends__isnull", True), ("role", "primary")
                        ),
                        fields=("project",),
                        name="one_primary_home_of_a_project",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="dueitem",
            name="risk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="goldenthread.risk",
            ),
        ),
        migrations.CreateModel(
            name="RiskAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("due", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.post"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="goldenthread.risk"
                    ),
                ),
            ],
            options={
                "ordering": ("due", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RiskActionUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(blank=True)),
                ("due", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="goldenthread.riskaction",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RiskAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("aspect", models.CharField(max_length=8)),
                ("likelihood", models.PositiveSmallIntegerField()),
                ("impact", models.PositiveSmallIntegerField()),
                ("impacts", models.JSONField(default=dict)),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("label", models.CharField(max_length=12)),
                ("band", models.CharField(max_length=40)),
                ("assessed_on", models.DateField()),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.frameworkversion",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="goldenthread.risk"
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("impact__gte", 1), ("likelihood__gte", 1)),
                        name="a_risk_is_assessed_from_one_upwards",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(max_length=8)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_answers",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "agreed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_by",
                        to="goldenthread.riskassessment",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="goldenthread.riskassessment",
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", models.F("proposal")), ("outcome", "agreed")),
                            models.Q(("outcome", "refused"), models.Q(("agreed", models.F("proposal")), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_refused_score_is_not_the_agreed_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskControl",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("text", models.TextField()),
                ("strength", models.CharField(default="effective", max_length=10)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="controls", to="goldenthread.risk"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RiskIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="goldenthread.measure"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="indicators", to="goldenthread.risk"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("risk", "measure"),
                        name="one_current_risk_indicator",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_level", models.CharField(max_length=12)),
                ("to_level", models.CharField(max_length=12)),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="goldenthread.risk"
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RiskMoveAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted", models.BooleanField()),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "move",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="goldenthread.riskmove"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RiskReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reviewed_on", models.DateField()),
                ("next_review", models.DateField()),
                ("note", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="goldenthread.risk"
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("next_review__gt", models.F("reviewed_on"))),
                        name="the_next_review_is_later",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_in",
                        to="goldenthread.budgetposition",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_updates",
                        to="goldenthread.publication",
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_in",
                        to="goldenthread.projectupdate",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_in",
                        to="goldenthread.riskreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("position__isnull", True), ("review__isnull", True), ("update__isnull", False)),
                            models.Q(("position__isnull", True), ("review__isnull", False), ("update__isnull", True)),
                            models.Q(("position__isnull", False), ("review__isnull", True), ("update__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_published_update_is_one_thing",
                    ),
                    models.UniqueConstraint(fields=("publication", "update"), name="update_printed_once"),
                    models.UniqueConstraint(fields=("publication", "review"), name="review_printed_once"),
                    models.UniqueConstraint(fields=("publication", "position"), name="position_printed_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("state", models.CharField(default="open", max_length=10)),
                ("effective_from", models.DateField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="goldenthread.risk"
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("risk",),
                        name="one_current_risk_standing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=80, unique=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="goldenthread.frameworkversion",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-ends", "pk"),
            },
        ),
        migrations.AddField(
            model_name="paper",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="goldenthread.round"
            ),
        ),
        migrations.CreateModel(
            name="Highlight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("kind", models.CharField(max_length=20)),
                ("text", models.TextField(help_text="what was achieved, or what falls short")),
                ("response", models.TextField(help_text="what the council does about it")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="highlights",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="highlights",
                        to="goldenthread.planelement",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="highlights",
                        to="goldenthread.project",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="highlights", to="goldenthread.round"
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "pk"),
            },
        ),
        migrations.AddField(
            model_name="dueitem",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="goldenthread.round"
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="goldenthread.round"
            ),
        ),
        migrations.CreateModel(
            name="SavingPosition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("ends", models.DateField()),
                ("achieved", models.BigIntegerField(help_text="saved, or sure to be by the year's end")),
                ("delivered", models.BigIntegerField(default=0, help_text="of that, saved already")),
                (
                    "pressures",
                    models.BigIntegerField(default=0, help_text="pressures of the year against it, negative"),
                ),
                ("explanation", models.TextField(blank=True)),
                ("mitigation", models.TextField(blank=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="goldenthread.saving"
                    ),
                ),
            ],
            options={
                "ordering": ("ends", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("saving", "ends"),
                        name="one_current_saving_position",
                    ),
                    models.CheckConstraint(condition=models.Q(("pressures__lte", 0)), name="pressures_are_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "directorate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="goldenthread.directorate",
                    ),
                ),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="SavingVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("fund", models.CharField(default="GF", max_length=20)),
                ("proposed", models.BigIntegerField(help_text="pence to be saved, as approved with the budget")),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="goldenthread.saving"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.service"
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("saving",),
                        name="one_current_saving_version",
                    ),
                    models.UniqueConstraint(fields=("saving", "number"), name="one_saving_version_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=30)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.body",
                    ),
                ),
                (
                    "directorate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.directorate",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="goldenthread.person",
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.portfolio",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="goldenthread.project",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.service",
                    ),
                ),
            ],
            options={
                "ordering": ("role", "starts", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="a_role_runs_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("cause", models.TextField(help_text="because of what")),
                ("event", models.TextField(help_text="what could happen")),
                ("consequence", models.TextField(help_text="with what effect")),
                ("category", models.CharField(help_text="the code of a category of the framework", max_length=40)),
                ("level", models.CharField(max_length=12)),
                (
                    "register",
                    models.CharField(blank=True, help_text="which partnership or other register", max_length=120),
                ),
                ("response", models.CharField(max_length=12)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.body",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.post",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="goldenthread.project",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="goldenthread.risk"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.service",
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("risk",),
                        name="one_current_risk_statement",
                    ),
                    models.UniqueConstraint(fields=("risk", "number"), name="one_risk_statement_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "service"), _negated=True), ("service__isnull", False), _connector="OR"
                        ),
                        name="a_service_risk_has_a_service",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RemitSelection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("over", models.CharField(default="everything", max_length=20)),
                ("indicator_set", models.CharField(blank=True, max_length=80)),
                (
                    "directorate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.directorate",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.planelement",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.portfolio",
                    ),
                ),
                (
                    "remit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="selections", to="goldenthread.remit"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.service",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("over__in", ("everything", "owned", "indicator_set")),
                            models.Q(("element__isnull", False), ("over", "element")),
                            models.Q(("over", "service"), ("service__isnull", False)),
                            models.Q(("directorate__isnull", False), ("over", "directorate")),
                            models.Q(("over", "portfolio"), ("portfolio__isnull", False)),
                            models.Q(("measure__isnull", False), ("over", "measure")),
                            _connector="OR",
                        ),
                        name="a_remit_selects_over_what_it_says",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                ("benefits", models.TextField(blank=True, help_text="what it should achieve")),
                ("category", models.CharField(blank=True, max_length=80)),
                ("stage", models.CharField(blank=True, help_text="a stage or gateway", max_length=80)),
                ("starts", models.DateField(blank=True, null=True)),
                ("ends", models.DateField(blank=True, help_text="when it should be finished", null=True)),
                (
                    "budget_reference",
                    models.CharField(blank=True, help_text="where it stands in the budget", max_length=200),
                ),
                ("resources", models.TextField(blank=True, help_text="what it needs, for setting the budget")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.body",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.post",
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.portfolio",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="goldenthread.project"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.post",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.service"
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("project",),
                        name="one_current_project_version",
                    ),
                    models.UniqueConstraint(fields=("project", "number"), name="one_project_version_number"),
                ],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="posts",
                to="goldenthread.service",
            ),
        ),
        migrations.CreateModel(
            name="PlanElementVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="goldenthread.planelement",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.post",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.service",
                    ),
                ),
            ],
            options={
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("element",),
                        name="one_current_element_version",
                    ),
                    models.UniqueConstraint(fields=("element", "number"), name="one_element_version_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ownership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ownerships",
                        to="goldenthread.body",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ownerships",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "portfolio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ownerships",
                        to="goldenthread.portfolio",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ownerships",
                        to="goldenthread.service",
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "effective_from"),
                        name="one_current_ownership",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DatedName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("name", models.CharField(max_length=160)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="goldenthread.body",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "directorate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="goldenthread.directorate",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="goldenthread.service",
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", True), ("directorate__isnull", False), ("service__isnull", True)),
                            models.Q(("body__isnull", True), ("directorate__isnull", True), ("service__isnull", False)),
                            models.Q(("body__isnull", False), ("directorate__isnull", True), ("service__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_name_names_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("directorate", "effective_from"),
                        name="one_current_directorate_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("service", "effective_from"),
                        name="one_current_service_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("body", "effective_from"),
                        name="one_current_body_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLineVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("title", models.CharField(max_length=200)),
                (
                    "fund",
                    models.CharField(default="GF", help_text="the code of a fund of the framework", max_length=20),
                ),
                ("about", models.TextField(blank=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="goldenthread.budgetline",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goldenthread.service"
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("line", "effective_from"),
                        name="one_current_line_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServicePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(help_text="the calendar year in which it begins")),
                ("team", models.CharField(blank=True, max_length=120)),
                (
                    "above",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team_plans",
                        to="goldenthread.serviceplan",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.post",
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="service_plan", to="goldenthread.plan"
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="goldenthread.serviceplan",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_plans",
                        to="goldenthread.service",
                    ),
                ),
            ],
            options={
                "ordering": ("service__code", "year", "team", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("above__isnull", True)),
                        fields=("service", "year"),
                        name="one_plan_of_a_service_and_year",
                    ),
                    models.UniqueConstraint(fields=("above", "team"), name="one_plan_of_a_team"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("above__isnull", True), ("team", "")),
                            models.Q(("above__isnull", False), models.Q(("team", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_team_plan_hangs_below_a_service_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServicePlanSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("heading", models.CharField(max_length=160)),
                ("text", models.TextField(blank=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "service_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="goldenthread.serviceplan",
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("service_plan", "heading"),
                        name="one_current_service_plan_section",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServicePlanStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("stage", models.CharField(default="plan", max_length=8)),
                ("status", models.CharField(default="draft", max_length=10)),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.decision",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "service_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="goldenthread.serviceplan",
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("service_plan",),
                        name="one_current_service_plan_standing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SetMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("called", models.CharField(blank=True, help_text="its number in the set, as BV82a", max_length=40)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "reward",
                    models.BigIntegerField(
                        blank=True, help_text="pence, paid where the stretch target is met", null=True
                    ),
                ),
                (
                    "indicator_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="goldenthread.indicatorset",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("indicator_set", "called", "measure", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("indicator_set", "measure"),
                        name="one_current_place_in_a_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="a_place_in_a_set_runs_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SiteText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("slug", models.SlugField()),
                ("text", models.TextField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("slug",),
                        name="one_current_site_text",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("state", models.CharField(max_length=10)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="goldenthread.measure"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "effective_from"),
                        name="one_current_standing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "standing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="goldenthread.projectstanding",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_withdrawn_standing_has_a_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                (
                    "target",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                (
                    "floor",
                    goldenthread.models.figures.FigureField(
                        blank=True, decimal_places=9, help_text="minimum standard", max_digits=24, null=True
                    ),
                ),
                (
                    "stretch",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                (
                    "low",
                    goldenthread.models.figures.FigureField(
                        blank=True, decimal_places=9, help_text="bottom of a target range", max_digits=24, null=True
                    ),
                ),
                (
                    "high",
                    goldenthread.models.figures.FigureField(
                        blank=True, decimal_places=9, help_text="top of a target range", max_digits=24, null=True
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="goldenthread.measure"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("starts", "ends", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "starts", "ends"),
                        name="one_current_target_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))), name="a_target_period_runs_forward"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThingCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="tabled or erratum", max_length=10)),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.budgetposition",
                    ),
                ),
                (
                    "printed_position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.budgetposition",
                    ),
                ),
                (
                    "printed_score",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.riskassessment",
                    ),
                ),
                (
                    "printed_update",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.projectupdate",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thing_corrections",
                        to="goldenthread.publication",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        help_text="who signed it off",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "score",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.riskassessment",
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.projectupdate",
                    ),
                ),
            ],
            options={
                "ordering": ("-recorded_at", "-pk", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "update"), name="one_correction_an_update"),
                    models.UniqueConstraint(fields=("publication", "score"), name="one_correction_a_score"),
                    models.UniqueConstraint(fields=("publication", "position"), name="one_correction_a_position"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_thing_correction_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("position__isnull", True), ("score__isnull", True), ("update__isnull", False)),
                            models.Q(("position__isnull", True), ("score__isnull", False), ("update__isnull", True)),
                            models.Q(("position__isnull", False), ("score__isnull", True), ("update__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_thing_correction_is_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tolerance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("effective_from", models.DateField()),
                ("changes", models.JSONField(default=dict)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tolerances",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("effective_from", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "effective_from"),
                        name="one_current_tolerance",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackedItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=14)),
                ("text", models.TextField()),
                ("asked_on", models.DateField()),
                ("due", models.DateField()),
                ("state", models.CharField(default="asked", max_length=10)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asked_for", to="goldenthread.body"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tracked",
                        to="goldenthread.measure",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tracked",
                        to="goldenthread.outcome",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tracked", to="goldenthread.person"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tracked",
                        to="goldenthread.project",
                    ),
                ),
                (
                    "to_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.body",
                    ),
                ),
            ],
            options={
                "ordering": ("due", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due__gte", models.F("asked_on"))), name="a_tracked_item_is_due_later"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackedEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=10)),
                ("to_state", models.CharField(max_length=10)),
                ("answer", models.CharField(blank=True, max_length=10)),
                ("note", models.TextField(blank=True)),
                ("due", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goldenthread.person",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="goldenthread.trackeditem",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Marking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "ends",
                    models.DateField(blank=True, help_text="the last day of the period that it is about", null=True),
                ),
                ("part", models.CharField(blank=True, max_length=200)),
                ("kind", models.CharField(max_length=12)),
                (
                    "paragraph",
                    models.PositiveSmallIntegerField(blank=True, help_text="of Part 1 of Schedule 12A", null=True),
                ),
                ("interest", models.TextField(blank=True, help_text="why the public interest is in withholding it")),
                ("source", models.CharField(blank=True, help_text="what makes it confidential", max_length=300)),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.assessment",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.engagement",
                    ),
                ),
                (
                    "highlight",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.highlight",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.agendaitem",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.budgetline",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.planelement",
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
                    "saving",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.saving",
                    ),
                ),
                (
                    "service_plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.serviceplan",
                    ),
                ),
                (
                    "tracked",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="goldenthread.trackeditem",
                    ),
                ),
            ],
            options={
                "ordering": ("-recorded_at", "-pk", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", False),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", False),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", False),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", False),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", False),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", False),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", False),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", False),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", False),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", False),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", False),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", True),
                                ("highlight__isnull", False),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("assessment__isnull", True),
                                ("engagement__isnull", False),
                                ("highlight__isnull", True),
                                ("item__isnull", True),
                                ("line__isnull", True),
                                ("of_return__isnull", True),
                                ("paper__isnull", True),
                                ("project__isnull", True),
                                ("risk__isnull", True),
                                ("saving__isnull", True),
                                ("service_plan__isnull", True),
                                ("tracked__isnull", True),
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
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("what", models.CharField(help_text="return or exception", max_length=10)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="goldenthread.dueitem"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("item", "what"),
                        name="one_current_waiver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_waiver_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(default="ward", max_length=10)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("kind", "name", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="a_ward_runs_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WardFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "value",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                (
                    "numerator",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                (
                    "denominator",
                    goldenthread.models.figures.FigureField(blank=True, decimal_places=9, max_digits=24, null=True),
                ),
                ("hidden", models.BooleanField(default=False)),
                (
                    "of_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="by_ward", to="goldenthread.return"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="goldenthread.ward"
                    ),
                ),
            ],
            options={
                "ordering": ("of_return", "ward", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("of_return", "ward"),
                        name="one_current_ward_figure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden", False), ("value__isnull", False)),
                            models.Q(("hidden", True), ("value__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_ward_figure_is_there_or_hidden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WardSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="goldenthread.person"
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="goldenthread.ward"
                    ),
                ),
            ],
            options={
                "ordering": ("ward", "starts", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="a_seat_runs_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkflowEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=20)),
                ("from_state", models.CharField(max_length=12)),
                ("to_state", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="goldenthread.dueitem"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(fields=("round", "meeting"), name="one_paper_a_meeting_and_round"),
        ),
        migrations.AddConstraint(
            model_name="dueitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("budget__isnull", True),
                        ("of_return__isnull", False),
                        ("project__isnull", True),
                        ("risk__isnull", True),
                    ),
                    models.Q(
                        ("budget__isnull", True),
                        ("of_return__isnull", True),
                        ("project__isnull", False),
                        ("risk__isnull", True),
                    ),
                    models.Q(
                        ("budget__isnull", True),
                        ("of_return__isnull", True),
                        ("project__isnull", True),
                        ("risk__isnull", False),
                    ),
                    models.Q(
                        ("budget__isnull", False),
                        ("of_return__isnull", True),
                        ("project__isnull", True),
                        ("risk__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="an_item_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="dueitem",
            constraint=models.UniqueConstraint(fields=("round", "of_return"), name="one_item_a_return_and_round"),
        ),
        migrations.AddConstraint(
            model_name="dueitem",
            constraint=models.UniqueConstraint(fields=("round", "project"), name="one_item_a_project_and_round"),
        ),
        migrations.AddConstraint(
            model_name="dueitem",
            constraint=models.UniqueConstraint(fields=("round", "risk"), name="one_item_a_risk_and_round"),
        ),
        migrations.AddConstraint(
            model_name="dueitem",
            constraint=models.UniqueConstraint(fields=("round", "budget"), name="one_item_a_budget_and_round"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("round", "element"), name="one_assessment_an_element_a_round"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("element__isnull", True)),
                fields=("round",),
                name="one_assessment_of_the_scorecard_a_round",
            ),
        ),
    ]
