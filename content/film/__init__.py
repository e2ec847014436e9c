"""The guided video: a whole plan as one film with soft tones, joined from stretches kept before."""
