from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "firsthand.records"
    label = "records"
