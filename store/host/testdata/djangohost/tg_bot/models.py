from django.db import models
from django.utils import timezone


class Shop(models.Model):
    name = models.CharField(max_length=50)
    slug = models.SlugField(max_length=50, null=True, blank=True, unique=True)
    client_id = models.CharField(max_length=8)
    ozon_api_key = models.CharField(max_length=50)
    shipper_api_key = models.CharField(max_length=200, blank=True, default="")
    is_active = models.BooleanField(default=False)
    price_updating = models.BooleanField(default=True)
    vendor_name = models.CharField(max_length=50)

    class Meta:
        db_table = "shops"


class Warehouse(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="warehouses")
    name = models.CharField(max_length=50)
    warehouse_id = models.PositiveBigIntegerField()

    class Meta:
        db_table = "warehouses"


class TelegramUser(models.Model):
    chat_id = models.PositiveIntegerField(unique=True)
    first_name = models.CharField(max_length=255, blank=True, default="")
    last_name = models.CharField(max_length=255, blank=True, default="")
    username = models.CharField(max_length=255, blank=True, default="")
    role = models.CharField(max_length=2, choices=[("AD", "admin"), ("SE", "seller")])
    created_at = models.DateTimeField(default=timezone.now)
    is_banned = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_logged_out = models.BooleanField(default=False)
    shops = models.ManyToManyField(Shop, blank=True)
