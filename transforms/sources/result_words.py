"""The words a laboratory gives in place of a number. Any other could be a name."""

import re
import unicodedata

# French and English, without accents. A result is kept when it is made of these and of signs.
_SAID = """
    a absence absent abondant analyse annule aucun aucune augmente automate avec bas borderline
    caillot cancelled clotted clot coagule coagulee coagulated coagulum contamine controler
    conforme dans de defaut demande detectable detecte detectee detected diminue dose douteux du
    echantillon echec eleve elevated en envoye equivocal erreur error est et faible failed
    faiblement fait faite fibrine fortement found gros haemolysed haemolysis haemolyzed hemolyse
    hemolysed hemolysis hemolyzed haut high icterique ictere impossible incorrect indetectable
    indetermine indeterminate insufficient insuffisant insuffisante insuffisance interference
    interferant interpretable invalid invalide ininterpretable la le legerement les limite lipemie
    lipemic lipemique low manquant material materiel mauvais measurable measured mesurable mesure
    missing modere moderate moyen negatif negative neg no non none normal not nul par pas performed
    plasma pos positif positive possible prelevement present presence presque quantite quantity
    reached recu refait refuse rejected rendu repeat repete sang sample sans serum seuil specimen
    sous strong strongly sur technique test too traces trace trop trouble tube tubes turbid
    unreadable valeur valeurs value vide volume weak weakly
    """
RESULT_WORDS = frozenset(_SAID.split())
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NUMBER = re.compile(r"\d{5}")


def are_result_words(text: str) -> bool:
    """Whether a result is made of a laboratory's words only: "prélèvement coagulé", "trace +"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return set(_WORD.findall(plain)) <= RESULT_WORDS and not _LONGEST_NUMBER.search(plain)
