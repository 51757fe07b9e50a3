"""Memento (RFC 7089): TimeGates and TimeMaps."""

from fastapi import APIRouter

router = APIRouter()
