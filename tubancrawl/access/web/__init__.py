"""The pages that people read in a browser."""

from fastapi import APIRouter

router = APIRouter()
