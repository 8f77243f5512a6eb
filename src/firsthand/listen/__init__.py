"""The main job: a corpus through language and method to a dossier."""
