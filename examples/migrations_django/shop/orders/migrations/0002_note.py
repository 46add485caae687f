"""A note on each order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [
        migrations.AddField("order", "note", models.CharField(max_length=200, null=True)),
    ]
