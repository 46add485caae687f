from django.db import migrations


def fill(apps, editor):
    apps.get_model("reviews", "Review").objects.create(text="good")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [migrations.RunPython(fill)]
