"""Qt's own buttons, dates and numbers in the language of the rest of the program."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from core.text import language


def speak(app: QApplication, before: QTranslator | None = None) -> QTranslator:
    """Give Qt the language in force; returns the translator, to be handed back at the next switch."""
    dutch = language() == "nl"
    country = QLocale.Country.Netherlands if dutch else QLocale.Country.UnitedKingdom
    QLocale.setDefault(QLocale(QLocale.Language.Dutch if dutch else QLocale.Language.English, country))
    if before is not None:
        app.removeTranslator(before)
    made = QTranslator(app)
    if made.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(made)
    return made
