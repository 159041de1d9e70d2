using System.Text;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>
/// Makes a news item of an entry, whichever kind of feed it stood in. What an entry does not say its feed says for it: language, rights, authors.
/// An entry that is missing from a feed means nothing: feeds hold the latest, and only a tombstone takes something back.
/// </summary>
internal sealed class FeedItem
{
    private const int ShortestRepetition = 40;

    private readonly FeedEntry _entry;
    private readonly FeedChannel _channel;
    private readonly ItemDraft _draft;
    private readonly string? _base;

    private FeedItem(FeedEntry entry, FeedChannel channel, ReadOptions options)
    {
        (_entry, _channel) = (entry, channel);
        _draft = new ItemDraft(options);
        _base = entry.Base ?? channel.Base ?? channel.Link ?? entry.Link;
    }

    internal static ReadItem Read(FeedEntry entry, FeedChannel channel, ReadOptions options)
    {
        var item = new FeedItem(entry, channel, options);
        item.Read();
        return item._draft.ToReadItem();
    }

    private void Read()
    {
        foreach (var note in _entry.Notes) _draft.Note(note.Code, note.Message, note.Position, note.Text);
        ReadIdentity();
        ReadLines();
        ReadTexts();
        ReadTimes();
        ReadPeople();
        ReadSubjects();
        ReadPlace();
        ReadRights();
        ReadMedia();
        _draft.Kind = _entry.Kind;
        _draft.Status = _entry.Status;
        _draft.Embargo = _entry.Embargo;
        _draft.StaffNote = _entry.StaffNote;
        _draft.EdNote = _entry.EdNote;
        OpeningLines.Read(_draft);
        _draft.Listen(_entry.Title?.Position ?? _entry.Position);
    }

    // ---- identity -----------------------------------------------------------------------------------------------------------

    private void ReadIdentity()
    {
        var link = FeedHtml.Resolve(_entry.Link, _base) ?? (_entry.GuidIsAddress && _entry.Guid?.Contains("://", StringComparison.Ordinal) == true ? _entry.Guid : null);
        _draft.Guid = NewsText.OneLine(_entry.Guid) ?? Derived(link);
        if (_draft.Guid is null) _draft.Fail(FailureCodes.MissingGuid, "The entry has neither a guid nor a link, nor words to know it by.", _entry.Position);
        if (link is not null && link.StartsWith("http", StringComparison.OrdinalIgnoreCase)) (_draft.Links ??= []).Add(new(LinkKind.SeeAlso, null, Href: link, Rel: FeedNames.Alternate));
        foreach (var other in _entry.Links)
            if (other.Href is null || FeedHtml.Resolve(other.Href, _base) is { } href && (href != link || other.Rel != FeedNames.Alternate)) (_draft.Links ??= []).Add(other with { Href = other.Href is null ? null : FeedHtml.Resolve(other.Href, _base) });
        _draft.Provider = NewsText.OneLine(_channel.Publisher ?? _channel.Title) is { } name ? new Provider(null, name) : null;
    }

    private string? Derived(string? link)
    {
        var known = link ?? FeedLine.Of(_entry.Title) ?? FeedLine.Of(_entry.Summary) ?? FeedLine.Of(_entry.Content);
        if (known is null) return null;
        _draft.Note(NoteCodes.GuidDerived, link is null ? "The entry states no guid and no link: its identity is made of its words." : "The entry states no guid: its identity is made of its link.", _entry.Position, known);
        return $"{DerivedGuid.Prefix}link:{DerivedGuid.Part(Encoding.UTF8.GetBytes(known))}";
    }

    // ---- lines and texts ----------------------------------------------------------------------------------------------------

    private void ReadLines()
    {
        _draft.Language = Language.From(_entry.Language) ?? Language.From(_channel.Language);
        var title = FeedLine.Of(_entry.Title);
        _draft.Headline = Headline.From(title);
        if (SuspiciousText.In(title) is { } why) _draft.Note(NoteCodes.SuspiciousText, $"The headline {why}.", _entry.Title!.Position, title);
    }

    // With no text but a description, the description is the text: nobody else has one. With both, it is what stands under the headline.
    private void ReadTexts()
    {
        var content = _entry.Content is { IsEmpty: false } ? _entry.Content : null;
        var summary = _entry.Summary is { IsEmpty: false } ? _entry.Summary : null;
        if ((content ?? summary) is not { } text) return;
        var result = FeedHtml.Read(text, text.Base ?? _base, _entry.Media, RemovedMarkupNotes.For(_draft, text.Position));
        if (result.Html is not { } body) { _draft.Fail(result.Failure!.Code, result.Failure.Message, text.Position); return; }
        _draft.Body = body;
        _draft.Preformatted = body.Markup.Contains("<pre", StringComparison.Ordinal);
        if (content is not null && summary is not null) ReadDek(summary, body);
    }

    // A description that only repeats how the text begins, cut off by a machine, was written by nobody.
    private void ReadDek(FeedText summary, StoryHtml body)
    {
        if (WordPressFooter.Without(FeedLine.Lines(summary)) is not { } dek) return;
        var start = NewsText.OneLine(dek.AsSpan().TrimEnd(" …[].").ToString());
        var isCut = dek.EndsWith('…') || dek.EndsWith("...", StringComparison.Ordinal) || dek.EndsWith(']');
        if (start is null || (isCut || start.Length >= ShortestRepetition) && MayBegin(body, start) && NewsText.OneLine(body.PlainText)?.StartsWith(start, StringComparison.OrdinalIgnoreCase) == true) return;
        _draft.Dek = dek;
    }

    // The first paragraph tells most of them apart, and costs a tenth of the whole text.
    private static bool MayBegin(StoryHtml body, string start)
    {
        if (!body.Markup.StartsWith("<p>", StringComparison.Ordinal) || NewsText.OneLine(body.FirstParagraph) is not { } first) return true;
        var length = Math.Min(first.Length, start.Length);
        return first.AsSpan(0, length).Equals(start.AsSpan(0, length), StringComparison.OrdinalIgnoreCase);
    }

    // ---- times --------------------------------------------------------------------------------------------------------------

    private void ReadTimes()
    {
        var published = Moment(_entry.Published);
        var updated = Moment(_entry.Updated);
        _draft.FirstCreated = published ?? updated;
        _draft.VersionCreated = updated ?? published;
    }

    private Instant? Moment(FeedTime? time)
    {
        if (time is null || string.IsNullOrWhiteSpace(time.Text)) return null;
        var date = InternetDate.Read(time.Text, _draft.Options.DefaultZone);
        if (date.At is null) _draft.Note(NoteCodes.DateUnreadable, "The date can't be read and was left out.", time.Position, time.Text.Trim());
        else if (date.ZoneAssumed) _draft.Note(NoteCodes.ZoneAssumed, $"The time states no zone: {_draft.Options.DefaultZone?.Id ?? "UTC"} was assumed.", time.Position, time.Text.Trim());
        return date.At;
    }

    // ---- people, subjects, places -------------------------------------------------------------------------------------------

    private void ReadPeople()
    {
        var bylines = new List<Byline>();
        foreach (var author in _entry.Authors.Count > 0 ? _entry.Authors : _channel.Authors)
        {
            // A feed that names itself as its author says who sends it, not who wrote it.
            if (_entry.Authors.Count == 0 && author.Name == _draft.Provider?.Name) continue;
            if (author.Code is not null || author.Title is not null) bylines.Add(author);
            else BylineText.Read(author.Name, bylines);
        }
        if (bylines.Count > 0) _draft.Bylines = [.. bylines.Distinct()];
        _draft.Credit = FeedLine.Of(_entry.Source);
    }

    private void ReadSubjects()
    {
        foreach (var category in _entry.Categories)
        {
            var term = FeedLine.Of(category.Term, category.Kind);
            var label = FeedLine.Of(category.Label, category.Kind);
            if ((term ?? label) is not { } word) continue;
            if (CodeOf(category.Scheme, word) is { } code) (_draft.Subjects ??= []).Add(new Concept(code, label ?? (code.EndsWith(word, StringComparison.Ordinal) ? null : word)));
            else if ((_draft.Keywords ??= []).Contains(label ?? word) is false) _draft.Keywords.Add(label ?? word);
        }
        foreach (var keyword in _entry.Keywords)
            if (FeedLine.Of(keyword) is { } word && (_draft.Keywords ??= []).Contains(word) is false) _draft.Keywords.Add(word);
    }

    // A vocabulary is one where it is an address or an alias of IPTC's. Elsewhere "domain" is whatever a program put there.
    private string? CodeOf(string? scheme, string term)
    {
        scheme = NewsText.OneLine(scheme);
        if (scheme is null) return null;
        if (!scheme.Contains("://", StringComparison.Ordinal)) return scheme.IndexOf(':', StringComparison.Ordinal) > 0 && !scheme.Contains(' ', StringComparison.Ordinal) ? scheme : IptcCatalog.Knows(scheme) ? $"{scheme}:{term}" : null;
        if (IptcCatalog.AliasOf(scheme) is { } alias) return $"{alias}:{term}";
        // The whole code in the place of its scheme, and its name as the term: Dateline's own way, for readers who show what they find.
        return new Aliases().Code(null, scheme, null) is { } code && !code.Contains("://", StringComparison.Ordinal) ? code : null;
    }

    private void ReadPlace()
    {
        var places = new List<Place>(_entry.Places);
        var geo = Geo(_entry.Coordinates ?? (_entry.Latitude is null ? null : $"{_entry.Latitude} {_entry.Longitude}"));
        if ((FeedLine.Of(_entry.PlaceName) ?? geo?["geo:".Length..]) is { } name) places.Add(new Place(name, geo));
        if (places.Count > 0) _draft.Places = places;
    }

    // GeoRSS: latitude and longitude, with a blank or a comma between. RFC 5870 is how a place has them for a code.
    private static string? Geo(string? coordinates)
    {
        var numbers = coordinates?.Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return numbers is [var latitude, var longitude, ..] && IsWithin(latitude, 90) && IsWithin(longitude, 180) ? $"geo:{latitude},{longitude}" : null;
    }

    private static bool IsWithin(string text, double most) =>
        double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= most;

    // ---- rights, files ------------------------------------------------------------------------------------------------------

    private void ReadRights()
    {
        var notice = FeedLine.Of(_entry.Rights) ?? FeedLine.Of(_channel.Rights);
        var licence = NewsText.OneLine(_entry.Licence);
        if (notice is null && licence is null) return;
        _draft.Rights = UsageText.Read(new Rights { Notice = notice, UsageTerms = licence }, $"{notice} {licence}");
    }

    private void ReadMedia()
    {
        foreach (var group in _entry.Media.Select(Whole).OfType<FeedMedia>().GroupBy(m => m.Group is { } number ? $"group {number}" : m.Href).Select(g => g.ToList()))
        {
            if (group.Exists(m => m.IsPicture && !m.IsThumbnail) || group.TrueForAll(m => m.IsThumbnail)) AddPicture(group);
            else foreach (var file in group.Where(m => !m.IsThumbnail)) (_draft.Links ??= []).Add(new(LinkKind.Media, file.Guid, Href: file.Href, Title: file.Title ?? file.Caption, Rel: FeedNames.Enclosure));
        }
    }

    private FeedMedia? Whole(FeedMedia media) => FeedHtml.Resolve(media.Href, _base) is { } href ? media with { Href = href } : null;

    private void AddPicture(List<FeedMedia> files)
    {
        // A stand-in for a picture that is there already says nothing new.
        if (files.TrueForAll(f => f.IsThumbnail) && _draft.Pictures is { Count: > 0 }) return;
        var about = _entry.AboutMedia;
        var rights = Said(files, f => f.Rights) ?? about?.Rights;
        var picture = new Picture
        {
            Guid = _entry.Kind == ItemKind.Picture ? _draft.Guid : Said(files, f => f.Guid),
            Caption = Said(files, f => f.Caption) ?? about?.Caption,
            Credit = Said(files, f => f.Credit) ?? about?.Credit,
            Headline = Said(files, f => f.Title) ?? about?.Title,
            Alt = Said(files, f => f.Alt),
            Rights = rights is null ? Rights.None : new Rights { Notice = rights },
            Renditions = [.. files.GroupBy(f => f.Href, StringComparer.Ordinal).Select(same => Merged([.. same]))],
        };
        if (picture.Guid is { } guid && guid != _draft.Guid) (_draft.Links ??= []).Add(new(LinkKind.Media, guid));
        (_draft.Pictures ??= []).Add(picture);
    }

    // The same file may be named as an enclosure, as Media RSS and in the text.
    private static Rendition Merged(List<FeedMedia> same) => new(same[0].Href, same.TrueForAll(f => f.IsThumbnail) ? "thumbnail" : null,
        Said(same, f => f.Type), same.Find(f => f.Width is not null)?.Width, same.Find(f => f.Height is not null)?.Height, same.Find(f => f.Size is > 0)?.Size);

    private static string? Said(List<FeedMedia> files, Func<FeedMedia, string?> what)
    {
        foreach (var file in files) if (NewsText.OneLine(what(file)) is { } said) return said;
        return null;
    }
}
