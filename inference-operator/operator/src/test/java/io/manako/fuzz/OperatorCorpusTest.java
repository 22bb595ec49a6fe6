package io.manako.fuzz;

class OperatorCorpusTest extends CorpusContract {}
