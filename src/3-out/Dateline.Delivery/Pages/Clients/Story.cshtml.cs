using System.Globalization;
using System.Text;
using Dateline.Delivery.Dispatch;
using Dateline.Delivery.Portal;
using Dateline.Delivery.Wire;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Delivery.Pages;

/// <summary>A picture of a story: its address where this client may see it, its size, and its terms in words.</summary>
internal sealed record PortalPhoto(Picture Picture, string? Path, string? Width, string? Height, string? Terms);

/// <summary>One story with all its versions; of what was withdrawn nothing but the notice. Opening it is written down, and so is copying its text.</summary>
internal sealed class PortalStoryModel(NewsStore store, PortalHouse house, PortalWire wire, Renditions renditions) : PortalPage(store, house)
{
    internal override string Title => Found is null ? Words["unknown-title"] : Found.Entry.Slugline ?? Words["no-slug"];

    internal override string Place => "wire";

    internal override bool IsLive => Found is not null;

    /// <summary>The story; null where there is none of theirs.</summary>
    internal PortalStory? Found { get; private set; }

    /// <summary>Its pictures.</summary>
    internal IReadOnlyList<PortalPhoto> Photos { get; private set; } = [];

    /// <summary>What this person had of a story that was withdrawn.</summary>
    internal IReadOnlyList<ClientReading> Mine { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? guid, int version)
    {
        if (version < 0 || Destination is not { } destination || await wire.Open(Me, destination, guid ?? "", version, ReadingKind.Opened).ConfigureAwait(false) is not { } found) return Missing();
        Found = found;
        Unread = [.. wire.Unread(destination).Where(e => e.Ready.Delivery.Story != found.Story.Id)];
        if (found.Entry.Content is { } content) Photos = Store.Read(db => content.Pictures.Select(p => Photo(db, destination, p)).ToList());
        else Mine = Store.Read(db => ClientReadings.OfPerson(db, Me, found.Story.Id));
        if (found.IsGone) Response.StatusCode = 410;
        return Page();
    }

    /// <summary>The text to be copied: as plain text, so that it can be marked and copied by hand where no script runs.</summary>
    public async Task<IActionResult> OnPostAsync(string? guid, int version)
    {
        if (!Role.MayTake) return StatusCode(403);
        if (version < 0 || Destination is not { } destination || await wire.Open(Me, destination, guid ?? "", version, ReadingKind.Copied).ConfigureAwait(false) is not { IsGone: false } found) return Missing();
        var text = renditions.Of(found.Story.Id, found.Entry.Version.Number, "text");
        if (!text.IsDone) return Missing();
        Response.Headers.CacheControl = "no-store";
        return Content(Encoding.UTF8.GetString(text.Value.Bytes.Span), "text/plain; charset=utf-8");
    }

    /// <summary>Where this version is downloaded in a format.</summary>
    internal string DownloadPath(string format) => string.Create(CultureInfo.InvariantCulture, $"{PortalModule.Root}/download/{Uri.EscapeDataString(Found!.Entry.Ready.Guid)}?version={Found.Entry.Version.Number}&format={format}");

    /// <summary>Slug and codes, each with the name of its words.</summary>
    internal IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            var content = Found!.Entry.Content!;
            if (content.Language is { } language) yield return ("fact-language", language.ToString());
            yield return ("fact-words", content.Body.PlainText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length.ToString(CultureInfo.InvariantCulture));
            if (content.Genres.Count > 0) yield return ("fact-genre", string.Join(", ", content.Genres.Select(NameOf)));
            if (content.Subjects.Count > 0) yield return ("fact-subjects", string.Join(", ", content.Subjects.Select(NameOf)));
            if (content.Places.Count > 0) yield return ("fact-places", string.Join(", ", content.Places.Select(static p => p.Name)));
            if (content.Credit is { } credit) yield return ("fact-credit", credit);
            if (TermsOf(content.Rights) is { } terms) yield return ("terms", terms);
            yield return ("guid", Found.Entry.Ready.Guid);
        }
    }

    /// <summary>What a code means in the reader's language, where a vocabulary says it; else as the item does.</summary>
    private string NameOf(Concept concept) => Vocabularies.InForce.Find(concept.Code)?.Label(Language.From(Words.Tag)!.Value) ?? concept.Name ?? concept.Code;

    private PortalPhoto Photo(Store.Database.Db db, Destination destination, Picture picture)
    {
        var file = MediaFiles.Of(db, Found!.Story, picture);
        var isShown = file is not null && WireMedia.Shows(db, Client, destination, file.Key, Now) is not null;
        // What a photo says is no more theirs than the photo.
        if (isShown) picture = PictureWords.Now(db, Found.Story, picture);
        return new(picture, isShown ? PortalModule.Root + "/photos/" + file!.Key : null, file?.Width?.ToString(CultureInfo.InvariantCulture), file?.Height?.ToString(CultureInfo.InvariantCulture), TermsOf(picture.Rights));
    }

    /// <summary>Usage terms in words: the provider's own, and what a machine holds to.</summary>
    private string? TermsOf(Rights rights)
    {
        var terms = new List<string>();
        if (rights.UsageTerms is { } words) terms.Add(words);
        if (rights.Notice is { } notice) terms.Add(notice);
        else if (rights.Holder is { } holder) terms.Add("© " + holder);
        if (rights.MandatoryCredit is { } must) terms.Add(Words.Fill("terms-credit", must));
        if (rights.NoWeb) terms.Add(Words["terms-noweb"]);
        if (rights.Territories.Count > 0) terms.Add(Words.Fill("terms-territories", string.Join(", ", rights.Territories)));
        if (rights.NotForClientClasses.Count > 0) terms.Add(Words.Fill("terms-not-for", string.Join(", ", rights.NotForClientClasses)));
        if (rights.Expires is { } end) terms.Add(Words.Fill("terms-until", Words.Moment(end)));
        return terms.Count == 0 ? null : string.Join(" · ", terms);
    }
}
