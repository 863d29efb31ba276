import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goldenthread", "0007_outcomes"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="dueitem",
            options={
                "ordering": (
                    models.OrderBy(models.F("of_return__measure__ref"), nulls_last=True),
                    models.OrderBy(models.F("project__ref"), nulls_last=True),
                    models.OrderBy(models.F("risk__ref"), nulls_last=True),
                    models.OrderBy(models.F("budget__code"), nulls_last=True),
                )
            },
        ),
        migrations.AddField(
            model_name="dueitem",
            name="budget",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="goldenthread.budgetline",
            ),
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
        migrations.AlterField(
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
        migrations.CreateModel(
            name="PublishedUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("position__isnull", True),
                                ("review__isnull", True),
                                ("update__isnull", False),
                            ),
                            models.Q(
                                ("position__isnull", True),
                                ("review__isnull", False),
                                ("update__isnull", True),
                            ),
                            models.Q(
                                ("position__isnull", False),
                                ("review__isnull", True),
                                ("update__isnull", True),
                            ),
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
    ]
