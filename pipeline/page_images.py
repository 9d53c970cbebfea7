"""Pictures of pages, drawn when a document is parsed and archived like its original: no screen opens the document."""

from orders.transcript import Transcript
from parsers.parser import Parsed
from storage.archive import Archive


def archived(archive: Archive, parsed: Parsed) -> Transcript | None:
    """The transcript with the digest of each page's picture, once all pictures are safe in the archive.

    To be called before the commit that stores the transcript: pictures without a transcript do no harm, and the next
    reading of the same bytes finds them there. A picture of a page that the transcript does not have is not kept.
    Raises Retryable when the archive cannot take one.
    """
    transcript = parsed.transcript
    if transcript is None:
        return None
    numbers = {page.number for page in transcript.pages}
    digests = {image.page: archive.put(image.content) for image in parsed.images if image.page in numbers}
    pages = tuple(page.model_copy(update={"image": digests.get(page.number, page.image)}) for page in transcript.pages)
    return transcript.model_copy(update={"pages": pages})
