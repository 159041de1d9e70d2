using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Proofs.Crawling;

/// <summary>What the public may know of a story of the crawl.</summary>
internal enum Fate
{
    /// <summary>Nothing, not even that it exists: 404.</summary>
    Hidden,
    /// <summary>As <see cref="Hidden"/> until the hour, then everything.</summary>
    Opens,
    /// <summary>That something was withdrawn: 410, and nothing of it.</summary>
    Gone,
    /// <summary>Everything: what the crawl holds against the others, so that it can't pass by seeing nothing.</summary>
    Live,
}

/// <summary>One story of the crawl: how it stands, the addresses it ever had, and its pictures.</summary>
internal sealed class Case(string name, Fate fate)
{
    internal string Name => name;
    internal Fate Fate => fate;
    internal Story Story { get; set; } = null!;
    /// <summary>The words of its address, one for each headline it ever had.</summary>
    internal List<string> Slugs { get; } = [];
    internal List<MediaFile> Photos { get; } = [];

    /// <summary>Every address ever issued for it.</summary>
    internal IEnumerable<string> Paths => Story.Page is { } page ? Slugs.Select(s => $"/{s}-{page}").Append("/" + page) : [];
}

/// <summary>
/// A newsroom in which something stands in every way it can stand, each with words of its own in every field: under an embargo, on hold, killed, scheduled,
/// unpublished, taken down, under terms that ended or forbid the web, and beside them what is public.
/// </summary>
internal sealed class World
{
    private readonly NewsStore _store;
    private readonly Instant _opens;
    private long _source;

    private World(NewsStore store, ulong seed, Instant opens)
    {
        (_store, _opens) = (store, opens);
        Hidden = new Canaries(seed);
        Shown = new Canaries(seed + 1);
    }

    /// <summary>The words that nobody outside the newsroom may see.</summary>
    internal Canaries Hidden { get; }

    /// <summary>The words of what is public.</summary>
    internal Canaries Shown { get; }

    internal List<Case> Cases { get; } = [];

    /// <summary>The pictures that the public may see.</summary>
    internal IEnumerable<MediaFile> ShownPhotos => this["live"].Photos.Concat(this["live-sharing"].Photos);

    /// <summary>Links that showed something to somebody outside and are over, each with the case it is of: to whoever asks they were never there.</summary>
    internal List<(string Token, string Of)> OverLinks { get; } = [];

    /// <summary>A link that shows what is embargoed, to whoever has it: it opens, and nothing else tells of it.</summary>
    internal string StandingLink { get; private set; } = "";

    internal Case this[string name] => Cases.Single(c => c.Name == name);

    /// <summary>Fills an empty store. What opens does so at <paramref name="opens"/>; <paramref name="pass"/> lets time go by.</summary>
    internal static async Task<World> Build(NewsStore store, ulong seed, Instant opens, Func<TimeSpan, Task> pass)
    {
        var world = new World(store, seed, opens);
        await world.Fill(pass);
        return world;
    }

    private async Task Fill(Func<TimeSpan, Task> pass)
    {
        _source = (await _store.Write(tx => Sources.Save(tx, "agency", "Agency", "{}", "test"))).Id;
        await Live();
        await Embargoed();
        await Withdrawn();
        await Unsent();
        await TermsOf(pass);
        await Outside(pass);
    }

    private async Task Live()
    {
        var live = await Sent("live", Fate.Live, Photo("live"));
        await Release(live, ReleaseAction.Correct, o => o with { Notice = "Corrected " + Shown.New("live.notice") });
        for (var i = 0; i < 3; i++) await Sent(string.Create(CultureInfo.InvariantCulture, $"live{i}"), Fate.Live);
    }

    private async Task Embargoed()
    {
        var embargo = Embargo.At(_opens);
        var first = await Sent("embargoed", Fate.Opens, Photo("embargoed"), embargo);
        await Release(first, ReleaseAction.Correct, o => o with { Notice = "Corrected " + Hidden.New("embargoed.notice") });
        await Sent("embargoed2", Fate.Opens, Photo("embargoed2"), embargo);
        await Sent("further-notice", Fate.Hidden, Photo("further-notice"), Embargo.FurtherNotice);
        await Sent("unclear", Fate.Hidden, null, Embargo.Unclear);
        // A new lead, a translation and a part, each under embargo, of what is public.
        var old = await Sent("old-lead", Fate.Live);
        var lead = await Sent("new-lead", Fate.Hidden, null, Embargo.FurtherNotice, s => s with { Chain = old.Story.Chain });
        lead.Slugs.Clear(); // the address is the old lead's, and open
        await Sent("translation", Fate.Hidden, null, Embargo.FurtherNotice, s => s with { Chain = old.Story.Chain, Content = s.Content with { Language = Language.From("fr") } });
        var part = await Sent("part", Fate.Hidden, null, Embargo.FurtherNotice);
        await Sent("package", Fate.Live, null, null, s => s with { Content = s.Content with { Groups = [new PackageGroup("main", "main", [new ItemLink(LinkKind.SeeAlso, part.Story.Guid)], [], IsRoot: true)] } });
        // A public story with a picture whose own item stands under an embargo, and one that shares its picture with a story that does.
        var own = Photo("photo-embargoed", Hidden, Embargo.FurtherNotice);
        await Sent("shows-embargoed-photo", Fate.Live, own);
        var shared = Photo("photo-shared", Hidden);
        await Sent("shares-with-embargoed", Fate.Live, shared);
        await Sent("shares-embargoed", Fate.Hidden, shared, Embargo.FurtherNotice);
        var tightened = await Sent("tightened", Fate.Hidden, Photo("tightened"));
        await Release(tightened, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.FurtherNotice });
    }

    private async Task Withdrawn()
    {
        foreach (var (name, action, fate) in new[] { ("held", ReleaseAction.Hold, Fate.Hidden), ("killed", ReleaseAction.Kill, Fate.Gone), ("taken-down", ReleaseAction.Takedown, Fate.Gone), ("unpublished", ReleaseAction.Unpublish, Fate.Hidden) })
        {
            var story = await Sent(name, fate, Photo(name));
            await Writethru(story);
            await Release(story, action);
        }
        var early = await Sent("killed-early", Fate.Hidden, Photo("killed-early"), Embargo.At(_opens));
        await Release(early, ReleaseAction.Kill);
        var heldEarly = await Sent("held-early", Fate.Hidden, Photo("held-early"), Embargo.At(_opens));
        await Release(heldEarly, ReleaseAction.Hold);
        // A killed story does not take a picture from another that is live and shows it too.
        var shared = Photo("photo-of-killed-and-live", Shown);
        var killed = await Sent("killed-sharing", Fate.Gone, shared);
        await Sent("live-sharing", Fate.Live, shared);
        await Release(killed, ReleaseAction.Kill);
        // A picture that was killed itself leaves every story that shows it.
        var bad = Photo("photo-killed", Hidden);
        await Sent("shows-killed-photo", Fate.Live, bad);
        await _store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = bad.Item.Id, Order = Order(ReleaseAction.Publish) }));
        await _store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = bad.Item.Id, Order = Order(ReleaseAction.Kill) }));
    }

    private async Task Unsent()
    {
        await Add("draft", Fate.Hidden, Photo("draft"));
        var spiked = await Add("spiked", Fate.Hidden);
        await _store.Write(tx => { StoryTable.Update(tx, spiked.Story with { Standing = spiked.Story.Standing with { State = StoryState.Spiked } }); return 0; });
        var scheduled = await Add("scheduled", Fate.Hidden, Photo("scheduled"));
        await _store.Write(tx => Releases.Plan(tx, new ReleaseRequest { Story = scheduled.Story.Id, Order = Order(ReleaseAction.Publish) }, _opens + TimeSpan.FromDays(1)));
        await Sent("advisory", Fate.Hidden, null, null, s => s with { Standing = s.Standing with { IsAdvisory = true } });
    }

    private async Task TermsOf(Func<TimeSpan, Task> pass)
    {
        await Sent("no-web", Fate.Hidden, Photo("no-web"), null, s => s with { Content = s.Content with { Rights = s.Content.Rights with { NoWeb = true } } });
        var ends = _store.Clock.Now() + TimeSpan.FromMilliseconds(500);
        await Sent("expired", Fate.Hidden, Photo("expired"), null, s => s with { Content = s.Content with { Rights = s.Content.Rights with { Expires = ends } } });
        await pass(TimeSpan.FromSeconds(1));
    }

    /// <summary>Links to what is hidden: revoked, over by their time, or over by what became of their story; and one that stands.</summary>
    private async Task Outside(Func<TimeSpan, Task> pass)
    {
        var maker = await _store.Write(tx => ApiKeys.Create(tx, "desk", ["stories:write", "stories:read"], "test").Key.Pseudonym);
        foreach (var name in new[] { "held", "killed", "taken-down", "unpublished", "killed-early", "held-early", "spiked", "expired" }) OverLinks.Add((await Link(this[name], TimeSpan.FromDays(7)), name));
        OverLinks.Add((await Link(this["draft"], TimeSpan.FromMilliseconds(500)), "draft"));
        var revoked = await Link(this["embargoed"], TimeSpan.FromDays(7));
        OverLinks.Add((revoked, "embargoed"));
        await _store.Write(tx => DraftLinks.Revoke(tx, DraftLinks.Find(tx.Db, revoked)!, this["embargoed"].Story, maker));
        StandingLink = await Link(this["embargoed"], TimeSpan.FromDays(7));
        Hidden.Watch(StandingLink, "embargoed.draft-link");
        await pass(TimeSpan.FromSeconds(1));

        Task<string> Link(Case of, TimeSpan life) => _store.Write(tx =>
            DraftLinks.Create(tx, of.Story, new("Ada " + Hidden.New(of.Name + ".outsider"), Hidden.New(of.Name + ".outsider-of"), Hidden.New(of.Name + ".outsider-reach")), life, maker).Token);
    }

    /// <summary>A picture and its item, as a wire brings them.</summary>
    internal (Story Item, MediaFile File, Picture Picture) Photo(string name, Canaries? words = null, Embargo embargo = default)
    {
        var canaries = words ?? (name.StartsWith("live", StringComparison.Ordinal) ? Shown : Hidden);
        string W(string field) => canaries.New($"{name}.{field}");
        var (guid, href, bytes) = ("urn:photo:" + W("photo-guid"), W("photo-name") + ".jpg", Jpeg(W("photo-bytes")));
        var picture = new Picture { Guid = guid, Caption = "At the station " + W("caption"), Credit = W("photo-credit"), Alt = "Two people " + W("alt"), Headline = W("photo-headline"), Renditions = [new Rendition(href)] };
        var (item, file) = _store.Write(tx =>
        {
            var kept = MediaFiles.Keep(tx, _source, href, bytes, "image/jpeg", 40, 30);
            var story = Releases.NewStory(tx, ItemKind.Picture, new StoryContent { Headline = Headline.From(W("photo-item-headline")), Language = Language.From("en"), Pictures = [picture] }) with { Guid = guid, Source = _source, SourceGuid = guid, Standing = Standing.NeverSent with { Embargo = embargo } };
            StoryTable.Insert(tx, story);
            MediaFiles.Bind(tx, story);
            return (story, kept);
        }).GetAwaiter().GetResult();
        canaries.Watch(file.Key, name + ".photo-key");
        canaries.Watch(Base64Url.EncodeToString(file.Sha), name + ".photo-hash");
        return (item, file, picture);
    }

    /// <summary>A story with a word of its own in every field.</summary>
    internal async Task<Case> Add(string name, Fate fate, (Story Item, MediaFile File, Picture Picture)? photo = null, Func<Story, Story>? change = null)
    {
        var made = new Case(name, fate);
        var words = fate == Fate.Live ? Shown : Hidden;
        var content = Text(name, words, made, photo?.Picture);
        made.Story = await _store.Write(tx =>
        {
            var story = Releases.NewStory(tx, ItemKind.Text, content) with { Source = _source, SourceGuid = "urn:story:" + words.New(name + ".guid") };
            story = change?.Invoke(story) ?? story;
            story = StoryTable.Keep(tx, story, "test", "save");
            StoryTable.Insert(tx, story);
            MediaFiles.Bind(tx, story);
            return story;
        });
        if (photo is { } shown) made.Photos.Add(shown.File);
        words.Watch(made.Story.Id.ToString("D"), name + ".id");
        words.Watch(made.Story.Id.ToString("N"), name + ".id");
        Cases.Add(made);
        return made;
    }

    internal async Task<Case> Sent(string name, Fate fate, (Story Item, MediaFile File, Picture Picture)? photo = null, Embargo? embargo = null, Func<Story, Story>? change = null)
    {
        var made = await Add(name, fate, photo, change);
        await Release(made, ReleaseAction.Publish, o => o with { UsableFrom = embargo });
        // An address that is open for something else of the chain tells nothing of this.
        if (made.Story.Page is { } page && !Cases.Any(c => c != made && c.Story.Page == page)) (fate == Fate.Live ? Shown : Hidden).Watch(page, name + ".page");
        return made;
    }

    internal async Task Release(Case made, ReleaseAction action, Func<ReleaseOrder, ReleaseOrder>? change = null, StoryContent? content = null)
    {
        var order = change?.Invoke(Order(action)) ?? Order(action);
        var outcome = await _store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = made.Story.Id, Order = order, Content = content }));
        made.Story = outcome.IsDone ? outcome.Value[0].Story : throw new InvalidOperationException(made.Name + ": " + outcome.Refusal.Message);
    }

    private Task Writethru(Case made) => Release(made, ReleaseAction.Writethru, content: Text(made.Name, Hidden, made, made.Story.Content.Pictures.FirstOrDefault()));

    private static ReleaseOrder Order(ReleaseAction action) => new() { Action = action, By = "test", Reason = "a reason", EdNote = "a note" };

    private static StoryContent Text(string name, Canaries words, Case made, Picture? photo)
    {
        string W(string field) => words.New($"{name}.{field}");
        var headline = W("headline");
        made.Slugs.Add($"envoy-{headline}-arrives");
        return new StoryContent
        {
            Language = Language.From("en"),
            Headline = Headline.From($"Envoy {headline} arrives"),
            Dek = "A visit kept secret " + W("dek"),
            Slugline = Slugline.From(W("slugline")),
            TakeKey = W("take-key"),
            Bylines = [new Byline("Ada " + W("byline"), W("byline-title"), "https://people.example/" + W("byline-code"))],
            Placeline = Placeline.From(W("dateline") + " –"),
            Located = new Place(W("located"), W("located-code")),
            Places = [new Place(W("place"), W("place-code"))],
            Genres = [new Concept("genre:" + W("genre-code"), W("genre"))],
            Subjects = [new Concept("np:" + W("subject-code"), W("subject"))],
            Keywords = [W("keyword")],
            Body = StoryHtml.FromParagraphs(["First " + W("body"), "Second " + W("body2")]),
            EdNote = W("ed-note"),
            StaffNote = W("staff-note"),
            Credit = W("credit"),
            WithFilesFrom = [new Contributor(W("contributor"), W("contributor-place"))],
            Rights = new Rights { Holder = W("holder"), Notice = W("copyright"), UsageTerms = W("terms"), MandatoryCredit = W("must-credit") },
            Pictures = photo is null ? [] : [photo],
        };
    }

    /// <summary>A small picture with a word among its bytes.</summary>
    internal static byte[] Jpeg(string comment) =>
    [
        0xFF, 0xD8, 0xFF, 0xFE, 0, (byte)(2 + comment.Length), .. Encoding.ASCII.GetBytes(comment),
        0xFF, 0xC0, 0, 17, 8, 0, 30, 0, 40, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, .. SHA256.HashData(Encoding.ASCII.GetBytes(comment)), 0xFF, 0xD9,
    ];
}
