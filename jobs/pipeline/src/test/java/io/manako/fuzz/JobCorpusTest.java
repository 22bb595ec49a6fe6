package io.manako.fuzz;

class JobCorpusTest extends CorpusContract {}
