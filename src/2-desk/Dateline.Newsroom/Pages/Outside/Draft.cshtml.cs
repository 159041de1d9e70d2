using Dateline.News;
using Dateline.Newsroom.Outside;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Newsroom.Pages;

/// <summary>
/// A story as it was last saved, for one person outside. What the link may show is decided in the transaction that notes the opening, so nothing is read after the story was killed or the link revoked.
/// What is unknown, over or withdrawn answers with the same page, whoever asks.
/// </summary>
internal sealed class DraftModel(NewsStore store, NewsroomOptions options, DraftLimits limits) : PageModel
{
    /// <summary>The story; null: there is nothing to show.</summary>
    internal Story? Story { get; private set; }

    /// <summary>The link it is shown by.</summary>
    internal DraftLink Link { get; private set; } = null!;

    /// <summary>Whether it was asked for too often.</summary>
    internal bool MustWait { get; private set; }

    /// <summary>The page's words: the story's language where there are words in it, else the house's.</summary>
    internal StaffWords Words { get; private set; } = StaffWords.OfHouse(options);

    /// <summary>Who shows it.</summary>
    internal string House => options.Provider.Name ?? "Dateline";

    /// <summary>The moment it was read.</summary>
    internal Instant Now { get; private set; } = store.Clock.Now();

    /// <summary>Its photos that were not withdrawn. They are named and not shown: whose they are decides where they may be seen.</summary>
    internal IReadOnlyList<Picture> Photos { get; private set; } = [];

    public async Task OnGetAsync(string token)
    {
        if (Look(token) is not { Link: { } known }) return;
        if (!limits.Open(known.Id)) { Wait(); return; }
        if (await store.Write(tx => Open(tx, token)).ConfigureAwait(false) is not { Link: { } link, Story: { } story }) { Nothing(); return; }
        Now = store.Clock.Now();
        Show(link, story);
    }

    /// <summary>Programs that only look whether an address answers have not read it.</summary>
    public void OnHead(string token)
    {
        if (Look(token) is { Link: { } link, Story: { } story }) Show(link, story);
    }

    /// <summary>What a token shows; where that is nothing, it is answered so. A guess costs a look and no write.</summary>
    private (DraftLink? Link, Story? Story) Look(string token)
    {
        var from = HttpContext.Connection.RemoteIpAddress;
        if (limits.MustWait(from)) { Wait(); return default; }
        var shown = store.Read(db => Shown(db, token, Now));
        if (shown.Link is not null) return shown;
        limits.Missed(from);
        Nothing();
        return default;
    }

    private void Show(DraftLink link, Story story)
    {
        (Link, Story, Words) = (link, story, Words.In(story.Content.Language));
        Photos = store.Read(db => story.Content.Pictures.Where(p => !StoryModel.Look(db, story, p).IsOff).ToList());
    }

    private static (DraftLink? Link, Story? Story) Open(Store.Writing.StoreTransaction tx, string token)
    {
        var shown = Shown(tx.Db, token, tx.Now);
        if (shown is { Link: { } link, Story: { } story }) DraftLinks.Opened(tx, link, story);
        return shown;
    }

    private static (DraftLink? Link, Story? Story) Shown(Db db, string token, Instant now) =>
        DraftLinks.Find(db, token) is { } link && StoryTable.Find(db, link.Story) is { } story && DraftRule.WhyNot(db, link, story, now) is null ? (link, story) : default;

    private void Nothing() => Response.StatusCode = StatusCodes.Status404NotFound;

    private void Wait()
    {
        MustWait = true;
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = ((int)DraftLimits.Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
