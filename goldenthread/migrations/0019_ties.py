from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goldenthread", "0018_words_withheld"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="assessmentversion",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="auditentry",
            options={"ordering": ("-at", "-pk", "pk"), "verbose_name_plural": "audit entries"},
        ),
        migrations.AlterModelOptions(
            name="benchmark",
            options={"ordering": ("starts", "comparator", "pk")},
        ),
        migrations.AlterModelOptions(
            name="budgetlineversion",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="budgetposition",
            options={"ordering": ("ends", "pk")},
        ),
        migrations.AlterModelOptions(
            name="budgetuse",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="calendarfeed",
            options={"ordering": ("-made_at", "pk")},
        ),
        migrations.AlterModelOptions(
            name="candidatescore",
            options={"ordering": ("project__ref", "criterion", "pk")},
        ),
        migrations.AlterModelOptions(
            name="capitalfunding",
            options={"ordering": ("source", "pk")},
        ),
        migrations.AlterModelOptions(
            name="closureday",
            options={"ordering": ("day", "pk")},
        ),
        migrations.AlterModelOptions(
            name="correction",
            options={"ordering": ("-recorded_at", "-pk", "pk")},
        ),
        migrations.AlterModelOptions(
            name="datedname",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="deadline",
            options={"ordering": ("due", "pk")},
        ),
        migrations.AlterModelOptions(
            name="decision",
            options={"ordering": ("-day", "-pk", "pk")},
        ),
        migrations.AlterModelOptions(
            name="deliveryplan",
            options={"ordering": ("-year", "title", "pk")},
        ),
        migrations.AlterModelOptions(
            name="deliveryplanentry",
            options={"ordering": ("project__ref", "pk"), "verbose_name_plural": "delivery plan entries"},
        ),
        migrations.AlterModelOptions(
            name="deliveryplanversion",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="dueitem",
            options={
                "ordering": (
                    models.OrderBy(models.F("of_return__measure__ref"), nulls_last=True),
                    models.OrderBy(models.F("project__ref"), nulls_last=True),
                    models.OrderBy(models.F("risk__ref"), nulls_last=True),
                    models.OrderBy(models.F("budget__code"), nulls_last=True),
                    "pk",
                )
            },
        ),
        migrations.AlterModelOptions(
            name="frameworkversion",
            options={"ordering": ("effective_from", "number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="importbatch",
            options={"ordering": ("-at", "pk")},
        ),
        migrations.AlterModelOptions(
            name="judgement",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="lead",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="linemanagement",
            options={"ordering": ("-starts", "pk")},
        ),
        migrations.AlterModelOptions(
            name="marking",
            options={"ordering": ("-recorded_at", "-pk", "pk")},
        ),
        migrations.AlterModelOptions(
            name="measuredefinition",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="meeting",
            options={"ordering": ("day", "pk")},
        ),
        migrations.AlterModelOptions(
            name="milestone",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="moneytablerow",
            options={"ordering": ("table", "ends", "position", "label", "pk")},
        ),
        migrations.AlterModelOptions(
            name="monitoring",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="outcome",
            options={"ordering": ("item__meeting__day", "item", "pk")},
        ),
        migrations.AlterModelOptions(
            name="outcometext",
            options={"ordering": ("position", "pk")},
        ),
        migrations.AlterModelOptions(
            name="outcomeversion",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="override",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="ownership",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="paper",
            options={"ordering": ("meeting__day", "pk")},
        ),
        migrations.AlterModelOptions(
            name="papertext",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="person",
            options={"ordering": ("name", "pk"), "verbose_name_plural": "people"},
        ),
        migrations.AlterModelOptions(
            name="perspectiveplace",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="plan",
            options={"ordering": ("-starts", "title", "pk")},
        ),
        migrations.AlterModelOptions(
            name="planelement",
            options={"ordering": ("position", "code", "pk")},
        ),
        migrations.AlterModelOptions(
            name="planelementversion",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="portfolio",
            options={"ordering": ("name", "pk")},
        ),
        migrations.AlterModelOptions(
            name="post",
            options={"ordering": ("title", "pk")},
        ),
        migrations.AlterModelOptions(
            name="postholding",
            options={"ordering": ("-starts", "pk")},
        ),
        migrations.AlterModelOptions(
            name="prioritisation",
            options={"ordering": ("-recorded_at", "pk")},
        ),
        migrations.AlterModelOptions(
            name="projectupdate",
            options={"ordering": ("ends", "number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="projectversion",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="promisedaction",
            options={"ordering": ("position", "pk")},
        ),
        migrations.AlterModelOptions(
            name="proposaloutcome",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="proxy",
            options={"ordering": ("measure", "pk")},
        ),
        migrations.AlterModelOptions(
            name="publication",
            options={"ordering": ("-frozen_at", "pk")},
        ),
        migrations.AlterModelOptions(
            name="publicationfile",
            options={"ordering": ("format", "pk")},
        ),
        migrations.AlterModelOptions(
            name="recipient",
            options={"ordering": ("name", "pk")},
        ),
        migrations.AlterModelOptions(
            name="redaction",
            options={"ordering": ("-asked_at", "pk")},
        ),
        migrations.AlterModelOptions(
            name="remit",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="restrictedfile",
            options={"ordering": ("format", "pk")},
        ),
        migrations.AlterModelOptions(
            name="return",
            options={"ordering": ("ends", "pk")},
        ),
        migrations.AlterModelOptions(
            name="returndraft",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="returnversion",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="riskindicator",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="riskmoveanswer",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="riskstatement",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="roleassignment",
            options={"ordering": ("role", "starts", "pk")},
        ),
        migrations.AlterModelOptions(
            name="round",
            options={"ordering": ("-ends", "pk")},
        ),
        migrations.AlterModelOptions(
            name="savingposition",
            options={"ordering": ("ends", "pk")},
        ),
        migrations.AlterModelOptions(
            name="savingversion",
            options={"ordering": ("number", "pk")},
        ),
        migrations.AlterModelOptions(
            name="serviceplan",
            options={"ordering": ("service__code", "year", "team", "pk")},
        ),
        migrations.AlterModelOptions(
            name="setmembership",
            options={"ordering": ("indicator_set", "called", "measure", "pk")},
        ),
        migrations.AlterModelOptions(
            name="standing",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="standingwithdrawal",
            options={"ordering": ("pk",)},
        ),
        migrations.AlterModelOptions(
            name="target",
            options={"ordering": ("starts", "ends", "pk")},
        ),
        migrations.AlterModelOptions(
            name="thingcorrection",
            options={"ordering": ("-recorded_at", "-pk", "pk")},
        ),
        migrations.AlterModelOptions(
            name="tolerance",
            options={"ordering": ("effective_from", "pk")},
        ),
        migrations.AlterModelOptions(
            name="ward",
            options={"ordering": ("kind", "name", "pk")},
        ),
        migrations.AlterModelOptions(
            name="wardfigure",
            options={"ordering": ("of_return", "ward", "pk")},
        ),
        migrations.AlterModelOptions(
            name="wardseat",
            options={"ordering": ("ward", "starts", "pk")},
        ),
    ]
