"""Points, a preview."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("orders", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "Points",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        "orders.Order",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                    ),
                ),
                ("points", models.IntegerField()),
            ],
        ),
    ]
