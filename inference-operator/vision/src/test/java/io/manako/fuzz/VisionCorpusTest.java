package io.manako.fuzz;

class VisionCorpusTest extends CorpusContract {}
