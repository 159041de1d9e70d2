using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Photo;

/// <summary>
/// A photo as an item of its own: JPEG, PNG, WebP or TIFF, by what IPTC's fields in it say. One that says nothing is an item all the same, with its size.
/// The folder's README says which field becomes what.
/// </summary>
internal sealed class PhotoFormat : IWireFormat
{
    /// <summary>What notes call it.</summary>
    internal const string FormatName = "photo";

    public string Name => FormatName;

    public bool Recognises(WireBytes bytes) => PhotoFile.Recognises(bytes.Span);

    public ReadResult Read(WireBytes bytes, ReadOptions options)
    {
        var photo = PhotoFile.Read(bytes.Span, options);
        if (!photo.IsDone) return ReadResult.Failed(Name, new(FailureCodes.UnknownFormat, photo.Refusal!.Message, new(Offset: 0)));
        var item = new ItemDraft(options) { Kind = ItemKind.Picture };
        foreach (var note in photo.Value.Notes) item.Note(note.Code, note.Message, note.Position, note.Text);
        Fill(item, photo.Value, bytes);
        return new ReadResult { Format = Name, FormatVersion = photo.Value.ContentType["image/".Length..], Items = [item.ToReadItem()] };
    }

    private static void Fill(ItemDraft item, PhotoReading photo, WireBytes bytes)
    {
        var says = photo.Metadata;
        ReadIdentity(item, says, bytes);
        item.FirstCreated = says.Taken;
        item.VersionCreated = says.Changed;
        item.Language = says.Language;
        item.Headline = Headline.From(says.Headline);
        item.Slugline = Slugline.From(says.Title);
        item.Bylines = says.Creators is { } creators ? [.. creators.Select(c => new Byline(c, says.CreatorTitle))] : null;
        item.Credit = says.Credit;
        item.Provider = says.Source is { } source ? new Provider(null, source) : null;
        item.Urgency = says.Urgency;
        item.Keywords = says.Keywords is { } keywords ? [.. keywords] : null;
        ReadPlace(item, says);
        ReadSubjects(item, says);
        ReadTerms(item, says);
        item.Pictures = [new Picture
        {
            Guid = item.Guid,
            Caption = says.Caption,
            Credit = says.Credit ?? (says.Creators is [var by, ..] ? by : null),
            Alt = says.Alt,
            Headline = says.Headline,
            Rights = item.Rights,
            // The file itself: an empty reference means the document it stands in (RFC 3986 §4.4).
            Renditions = [new Rendition("", null, photo.ContentType, photo.Width, photo.Height, bytes.Span.Length)],
        }];
        item.Listen(new(Offset: 0));
    }

    private static void ReadIdentity(ItemDraft item, PhotoMetadata says, WireBytes bytes)
    {
        item.Guid = says.Guid;
        if (item.Guid is not null) return;
        item.Guid = $"{DerivedGuid.Prefix}photo:{DerivedGuid.Part(bytes.Span)}";
        item.Note(NoteCodes.GuidDerived, "The photo states no identity: one was made of its bytes.", new(Offset: 0));
    }

    private static void ReadPlace(ItemDraft item, PhotoMetadata says)
    {
        if ((says.City ?? says.Sublocation ?? says.State ?? says.Country) is not { } name) return;
        var place = new Place(name, null, says.CountryCode ?? (name == says.Country ? null : says.Country));
        item.Located = place;
        item.Places = [place];
    }

    private static void ReadSubjects(ItemDraft item, PhotoMetadata says)
    {
        var subjects = (says.SubjectCodes ?? []).Select(code => new Concept((code[0] == '2' ? "medtop:" : "subj:") + code)).Concat((says.People ?? []).Select(p => new Concept(p, p))).ToList();
        if (says.Category is [var category] && char.IsAsciiLetter(category)) subjects.Add(WireCategories.OfAnpa(category));
        if (says.Event is { } happening) subjects.Add(new Concept(happening, happening));
        if (subjects.Count > 0) item.Subjects = subjects;
        // How a picture came about is, of all the vocabulary has, a kind; readers must be told of a machine's.
        if (says.DigitalSourceType is { } source) item.Genres = [new Concept("digsrctype:" + source[(source.LastIndexOfAny(['/', ':']) + 1)..])];
    }

    // Instructions bind: an embargo in them holds, and so does "no internet".
    private static void ReadTerms(ItemDraft item, PhotoMetadata says)
    {
        item.EdNote = says.Instructions;
        var rights = new Rights { Notice = says.Copyright, UsageTerms = says.UsageTerms };
        if (says.Instructions is { } instructions)
        {
            rights = UsageText.Read(rights, instructions);
            foreach (var line in instructions.Split('\n'))
            {
                if (EmbargoText.In(line, item.Options) is not { } embargo) continue;
                if (embargo.Ambiguous) item.Note(NoteCodes.EmbargoAmbiguous, "An embargo stands in words that can't be read in full: embargoed until further notice.", new(Offset: 0), line);
                if (item.Embargo.IsNone || embargo.IsTighterThan(item.Embargo)) item.Embargo = embargo;
            }
        }
        if (says.UsageTerms is { } terms) rights = UsageText.Read(rights, terms);
        item.Rights = rights == Rights.None ? Rights.None : rights;
    }
}
