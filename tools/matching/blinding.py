"""Taking out what must never be compared: names, contacts, age, gender, nationality, schools."""

import re

from knowledge.talent import TalentProfile
from tools.matching.lexicon import plain_words

CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|www\.\S+|\+?\d[\d ()/.-]{7,}\d|@\w{3,}")
AGE = re.compile(
    r"\b(?:aged?|age:)\s*\d{2}\b|\b\d{2}[- ]years?[- ]old\b|\bborn (?:in|on)\s+(?:\w+\s+)?\d{4}\b|"
    r"\bclass of \d{4}\b",
    re.IGNORECASE,
)
GENDER = re.compile(
    r"\b(?:he|him|his|she|hers?|himself|herself|mr|mrs|ms|miss|male|female|man|woman|men|women|"
    r"boy|girl|guy|lady|mother|father|mum|mom|dad|wife|husband|transgender|non-binary|"
    r"he/him|she/her|they/them|pregnant|married|single parent)\b\.?",
    re.IGNORECASE,
)
ORIGIN = re.compile(
    r"\b(?:(?:american|british|english|german|french|spanish|italian|dutch|polish|indian|pakistani|"
    r"chinese|japanese|korean|nigerian|kenyan|ghanaian|brazilian|mexican|argentinian|ukrainian|"
    r"russian|turkish|egyptian|moroccan|filipino|filipina|vietnamese|thai|indonesian|swedish|"
    r"norwegian|danish|finnish|irish|scottish|portuguese|greek|romanian|serbian|croatian|israeli|"
    r"iranian|bangladeshi|south african|canadian|australian)"
    r"(?:[- ]born| national| citizen| nationality| passport| origin| heritage)|"
    r"native of \w+|born (?:and raised )?in [A-Z]\w+|"
    r"(?:christian|muslim|jewish|hindu|buddhist|sikh|catholic|protestant|atheist)|"
    r"(?:black|white|asian|latino|latina|hispanic|caucasian) "
    r"(?:man|woman|male|female|person|owned))\b",
    re.IGNORECASE,
)
SCHOOL = re.compile(
    r"\b(?:[A-Z][\w.&'-]+\s+){0,4}(?:University|College|Institute of Technology|Polytechnic|"
    r"Business School|School of (?:[A-Z]\w+)(?: (?:and|&) [A-Z]\w+)?|Academy)"
    r"(?:\s+of(?:\s+[A-Z]\w+)+)?|"
    r"\b(?:Harvard|Stanford|MIT|Yale|Princeton|Oxford|Cambridge|ETH|INSEAD|Caltech|Parsons|RISD|"
    r"Ivy League|Oxbridge|UCL|LSE)\b"
)
TELLING = (CONTACT, AGE, SCHOOL, ORIGIN)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
WORDS_LEFT = 2


def blind(text: str, profile: TalentProfile) -> str:
    """The text without anything that says who somebody is rather than what they can do."""
    kept = (_blind(sentence) for sentence in SENTENCE.split(text))
    text = " ".join(filter(None, kept))
    for part in (profile.name, *profile.name.split()):
        if len(part) > 2:
            text = re.sub(rf"\b{re.escape(part)}\b", " ", text)
    return " ".join(text.split())


def _blind(sentence: str) -> str:
    """A sentence without what tells who somebody is; nothing, if hardly a word of work is left."""
    left = sentence
    for pattern in TELLING:
        left = pattern.sub(" ", left)
    told = left != sentence
    left = GENDER.sub(" ", left)
    words = [one for one in re.findall(r"[^\W\d_]{2,}", left.lower()) if one not in plain_words()]
    return "" if told and len(words) <= WORDS_LEFT else left
