namespace Dateline.Formats.Tests.Ninjs;

/// <summary>One small whole story, in the two generations in use.</summary>
internal static class NinjsSample
{
    internal const string Third =
        """
        {
          "uri": "urn:newsml:np.example:20260824:kessel-talks",
          "type": "text",
          "version": "3",
          "firstCreated": "2026-08-24T14:00:00Z",
          "versionCreated": "2026-08-24T16:30:00+02:00",
          "embargoedUntil": "2026-08-24T19:00:00Z",
          "pubStatus": "usable",
          "urgency": 2,
          "copyrightHolder": "Northern Press",
          "copyrightNotice": "© 2026 Northern Press",
          "usageTerms": "Mandatory credit: Northern Press. Not for web use.",
          "edNote": "Corrects the length of the talks.",
          "language": "en-CA",
          "headlines": [{ "role": "main", "value": "President in Kessel for talks" }],
          "descriptions": [{ "role": "summary", "contentType": "text/plain", "value": "He came by night train, and nobody had said so." }],
          "bodies": [
            { "role": "text", "contentType": "text/plain", "value": "Plain." },
            { "role": "main", "contentType": "text/html", "wordCount": 9, "value": "<p>He met <b>Ms. Varga</b> &mdash; for two hours.</p><script>track()</script>" }
          ],
          "by": "Mara Varga",
          "people": [
            { "name": "Mara Varga", "rel": "author", "uri": "https://np.example/people/mv" },
            { "name": "Anton Brod", "rel": "about" }
          ],
          "places": [{ "name": "Kessel", "rel": "mentions", "uri": "https://np.example/places/kessel" }],
          "subjects": [{ "name": "diplomacy", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000638" }],
          "genres": [{ "name": "Current", "uri": "http://cv.iptc.org/newscodes/genre/Current" }],
          "infoSources": [{ "name": "Northern Press", "role": "provider" }],
          "slugline": "KESSEL-TALKS",
          "located": "Kessel",
          "altIds": [{ "role": "signal", "value": "ignored" }, { "role": "dateline_signal", "value": "sig:correction" }],
          "associations": [
            { "name": "before", "rel": "irel:evolvedFrom", "uri": "urn:newsml:np.example:20260824:kessel-alert" },
            {
              "name": "photo", "uri": "urn:newsml:np.example:20260824:kessel-photo", "type": "picture",
              "descriptions": [{ "role": "caption", "value": "The station in Kessel." }],
              "infoSources": [{ "name": "Northern Press / Pavel Dvorin", "role": "credit" }],
              "renditions": [{ "name": "web", "href": "https://media.np.example/k.jpg", "contentType": "image/jpeg", "width": 1600, "height": 1067, "sizeInBytes": 412345 }]
            }
          ],
          "standard": { "name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json" }
        }
        """;

    internal const string First =
        """
        {
          "uri": "urn:newsml:np.example:20260824:kessel-talks", "type": "text", "version": "3", "versioncreated": "2026-08-24T14:30:00Z", "embargoed": "2026-08-24T19:00:00Z",
          "pubstatus": "usable", "urgency": 2, "language": "en-CA", "headline": "President in Kessel for talks", "description_text": "He came by night train, and nobody had said so.",
          "body_html": "<p>He met <b>Ms. Varga</b> &mdash; for two hours.</p>", "body_text": "Plain.", "byline": "By Mara Varga", "slugline": "KESSEL-TALKS", "located": "Kessel",
          "subject": [{ "name": "diplomacy", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "20000638" }],
          "associations": { "photo": { "uri": "urn:newsml:np.example:20260824:kessel-photo", "type": "picture", "description_text": "The station in Kessel.", "byline": "Pavel Dvorin",
            "renditions": { "web": { "href": "https://media.np.example/k.jpg", "mimetype": "image/jpeg", "width": 1600 } } } }
        }
        """;
}
