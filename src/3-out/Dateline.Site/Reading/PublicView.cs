using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Counting;
using Dateline.Site.Front;
using Dateline.Site.Live;
using Dateline.Site.Media;
using Dateline.Site.Sites;
using Dateline.Store.Database;
using Dateline.Store.Fronts;
using Dateline.Store.Intake;
using Dateline.Store.Search;
using Dateline.Store.Stories;

namespace Dateline.Site.Reading;

/// <summary>A story that the gate has just opened to the public, and what the wire has of it.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Content">What its newest version says.</param>
/// <param name="Changed">When that text was sent.</param>
/// <param name="Place">Where it stands on this site.</param>
internal sealed record OpenStory(PublicStanding Standing, StoryContent Content, Instant Changed, StoryPlace Place)
{
    internal SiteSection? Section => Place.Sections.Count > 0 ? Place.Sections[0] : null;
    internal string Headline => FrenchSpaces.Kept(Place.Headline ?? Content.Headline?.Text ?? "", Language);
    internal string? Dek => NewsText.OneLine(Content.Dek) is { } dek ? FrenchSpaces.Kept(dek, Language) : null;

    /// <summary>Its text as a page shows it; what stands in columns stays as it was typed.</summary>
    internal StoryHtml Body => Content.Preformatted ? Content.Body : FrenchSpaces.Kept(Content.Body, Language);
    internal string Path => StoryUrl.Path(Section?.Slug, Headline, Standing.Page);
    internal string Language => Content.Language?.Tag ?? Standing.Language;

    /// <summary>When the newest entry of a live story became public; null: it has none.</summary>
    internal Instant? LatestEntry { get; init; }

    /// <summary>From when the public could read it.</summary>
    internal Instant Published => Standing.PublicFrom ?? Standing.FirstSent;

    /// <summary>When what the public reads last changed.</summary>
    internal Instant Updated => Instant.Max(Instant.Max(Changed, Standing.Standing.PublicSince ?? Published), LatestEntry ?? Published);
}

/// <summary>What stands at an address.</summary>
/// <param name="Open">The story to show; null where none is open.</param>
/// <param name="Gone">Where none is open: the newest that was withdrawn after the public could see it; null where there is none.</param>
/// <param name="AllOpen">Every story there that the gate opens, the newest first.</param>
internal sealed record AddressView(OpenStory? Open, PublicStanding? Gone, IReadOnlyList<PublicStanding> AllOpen);

/// <summary>
/// One look at the store with the public's eyes, at one moment. Nothing is read here but through the gate, and everything that was looked at
/// is remembered: which pages the result depends on, and until when it can be true. That is what the cache needs, and it cannot be forgotten.
/// </summary>
/// <param name="db">The store.</param>
/// <param name="now">The moment.</param>
/// <param name="book">What the site has of it; null: all.</param>
internal sealed class PublicView(Db db, Instant now, SiteBook? book = null)
{
    // Of so many of the newest a site that does not take all looks for its own.
    private const int Window = 2000;
    private const int FirstLook = 160;
    private const int MostUnindexed = 40;
    private const int MostMoments = 5000;
    private const int MostSearched = 10;
    private const int MostOfKind = 300;

    private readonly HashSet<string> _pages = new(StringComparer.Ordinal);
    private readonly List<Watch> _watches = [];

    private readonly Dictionary<(SiteBook Site, Instant Day), HashSet<Guid>> _withinLimit = [];
    private SiteMark? _mark;

    internal Db Db => db;
    internal Instant Now => now;

    /// <summary>An arrangement that somebody tries at a place, in place of the one that holds there; null: none is tried.</summary>
    internal (string Place, FrontPlan Plan)? Tried { get; init; }

    /// <summary>Where someone looks ahead: the moment at which they look, and whether they may see what is not open yet. Null: this is a reader's look.</summary>
    internal (Instant From, bool SeesHidden)? Ahead { get; init; }

    /// <summary>The addresses it depends on.</summary>
    internal IReadOnlyCollection<string> Pages => _pages;

    /// <summary>Whether it depends on what is listed: any release of a story with a page may change it.</summary>
    internal bool DependsOnLists { get; private set; }

    /// <summary>Whether it shows, at its edge, a choice of the latest: true of its moment, and good for a minute more.</summary>
    internal bool HasEdge { get; private set; }

    /// <summary>The next moment at which the gate may answer differently for anything it looked at, shown or hidden; null: never.</summary>
    internal Instant? Until { get; private set; }

    /// <summary>Whether it is made of what an index has of the log, and that was not all: it is shown, and not kept.</summary>
    internal bool IsProvisional { get; private set; }

    /// <summary>The page says something that the clock alone ends.</summary>
    internal void EndsAt(Instant moment) => NotAfter(moment);

    /// <summary>Facts it rests on that no row of the wire log announces.</summary>
    internal IReadOnlyList<Watch> Watches => _watches;

    /// <summary>What stands at an address. Where none is open there was one query, whether the address was ever given or not.</summary>
    internal AddressView At(string page)
    {
        _pages.Add(page);
        var (all, open, gone) = (PublicStories.At(db, page, now), new List<PublicStanding>(), (PublicStanding?)null);
        foreach (var story in all)
        {
            var verdict = Ask(story);
            if (verdict == GateVerdict.Open && IsHere(story)) open.Add(story);
            if (verdict == GateVerdict.Gone) gone ??= story;
        }
        foreach (var story in open)
            if (Read(story) is { } shown) return new(shown, null, open);
        return new(null, gone, []);
    }

    /// <summary>
    /// What is open at an address that another page leads to. That page is true no longer than what is hidden there stays so: <see cref="At"/> does not look
    /// at it, so that the time of a visitor's answer tells nothing of it; here no visitor chose the address.
    /// </summary>
    internal OpenStory? Beside(string page)
    {
        if (At(page).Open is { } open) return open;
        NotAfter(PublicStories.Opens(db, page, now));
        return null;
    }

    /// <summary>
    /// Of what was read most, the first that are open, in their order. What is hidden takes no place, and the page ends when something of it opens or changes, and with the order itself.
    /// </summary>
    internal List<OpenStory> MostRead(Ranking ranking, string language, int most)
    {
        NotAfter(ranking.Until);
        return [.. ranking.Pages.Select(Beside).OfType<OpenStory>().Where(s => s.Standing.Language == language).Take(most)];
    }

    /// <summary>The latest stories, one for each address.</summary>
    internal IEnumerable<PublicStanding> Latest(string? language, int count)
    {
        DependsOnLists = true;
        NotAfter(StoryTable.NextListedChange(db, now));
        return Newest(language, Looked(count)).Where(IsOpen).Where(IsHere).Take(count);
    }

    // A front has what it needs long before the last of what it may look at: the rest is asked for only where somebody comes to it.
    private IEnumerable<PublicStanding> Newest(string? language, int count)
    {
        var first = PublicStories.Listed(db, language, now, Math.Min(count, FirstLook));
        return count <= FirstLook || first.Count < FirstLook ? first : first.Concat(Later());

        IEnumerable<PublicStanding> Later()
        {
            foreach (var story in PublicStories.Listed(db, language, now, count).Skip(FirstLook)) yield return story;
        }
    }

    /// <summary>
    /// What a page made of an index shows: what was found, and of the newest those that belong there and that the index, which follows a little later, may not have yet. So at its hour a story is there, however late the indexer is.
    /// </summary>
    /// <param name="found">What the index has.</param>
    /// <param name="language">The page's language.</param>
    /// <param name="belongs">Whether one of the newest belongs there.</param>
    internal List<OpenStory> WithNewest(IEnumerable<OpenStory> found, string language, Func<PublicStanding, bool> belongs) =>
        [.. Latest(language, MostUnindexed).Where(belongs).Select(Read).OfType<OpenStory>().Concat(found).DistinctBy(s => s.Standing.Page).OrderByDescending(s => Instant.Max(s.Standing.Standing.PublicSince ?? s.Published, s.LatestEntry ?? s.Published))];

    /// <summary>What became public from one moment on and before another, the latest first, one for each address.</summary>
    internal IEnumerable<PublicStanding> Between(string? language, Instant from, Instant before, int count)
    {
        DependsOnLists = true;
        NotAfter(StoryTable.NextListedChange(db, now));
        return PublicStories.ListedBetween(db, language, now, from, before, IsSelective ? int.MaxValue : count).Where(IsOpen).Where(IsHere).Take(count);
    }

    /// <summary>The newest moment before another at which something that is listed became public.</summary>
    internal Instant? NewestBefore(string? language, Instant before)
    {
        DependsOnLists = true;
        NotAfter(StoryTable.NextListedChange(db, now));
        return FirstHere(language, before, at => PublicStories.NewestBefore(db, language, now, at), at => at);
    }

    /// <summary>The oldest such moment from one on.</summary>
    internal Instant? OldestFrom(string? language, Instant from)
    {
        DependsOnLists = true;
        NotAfter(StoryTable.NextListedChange(db, now));
        return FirstHere(language, from, at => PublicStories.OldestFrom(db, language, now, at), at => at + TimeSpan.FromMicroseconds(1));
    }

    /// <summary>From one moment to the next, until one has a story that this site has.</summary>
    private Instant? FirstHere(string? language, Instant from, Func<Instant, Instant?> next, Func<Instant, Instant> past)
    {
        if (!IsSelective) return next(from);
        var at = next(from);
        for (var looked = 0; at is { } moment && looked < MostMoments; looked++, at = next(past(moment)))
            if (PublicStories.ListedBetween(db, language, now, moment, moment + TimeSpan.FromMicroseconds(1), Window).Any(s => IsOpen(s) && IsHere(s))) return moment;
        return null;
    }

    /// <summary>
    /// Searches what is public. The index follows the log a little later: while it has changes still to take in, what was found is true but may not be all,
    /// and the page is not kept. It may be kept only where the index had everything, and then the next release ends it.
    /// </summary>
    /// <param name="search">The index.</param>
    /// <param name="query">What is asked of it.</param>
    /// <param name="within">The section of the site whose stories alone are found; null: all.</param>
    /// <param name="sections">Where it is told how many matches each section has, where that is known; null: nobody asks.</param>
    internal Outcome<SearchAnswer<PublicHit>> Search(PublicSearch search, SearchQuery query, SiteSection? within = null, Dictionary<SiteSection, int>? sections = null)
    {
        DependsOnLists = true;
        NotAfter(StoryTable.NextListedChange(db, now));
        var isChosen = IsSelective || within is not null;
        var counting = new SiteCounting(this, book, isChosen, within, sections);
        var answer = Find(search, query.WithFacets && (isChosen || sections is not null) ? query with { Counts = counting.Counts } : query);
        // The index knows nothing of sites: what is not here is passed over, and counted by nobody. Where too much of it was never looked at, this answer tells no counts; the next one will.
        if (counting.IsTired)
        {
            IsProvisional = true;
            sections?.Clear();
        }
        if (!answer.IsDone || !isChosen) return answer;
        var (hits, last) = (answer.Value.Hits.Where(Fits).ToList(), answer.Value);
        for (var looked = 1; looked < MostSearched && hits.Count < query.Count && last.Next is { } next; looked++)
        {
            if (Find(search, query with { After = next, WithFacets = false }) is not { IsDone: true, Value: var more }) break;
            hits.AddRange(more.Hits.Where(Fits));
            last = more;
        }
        return last with { Hits = hits, Facets = counting.IsTired ? null : answer.Value.Facets };

        bool Fits(PublicHit hit) => IsHere(hit) && (within is null || book?.Cards.Of(this, hit.Story)?.Place.Sections.Contains(within) == true);
    }

    private Outcome<SearchAnswer<PublicHit>> Find(PublicSearch search, SearchQuery query)
    {
        var answer = search.Find(query);
        if (!answer.IsDone || answer.Value.Behind > 0) IsProvisional = true;
        return answer;
    }

    private bool IsHere(PublicHit hit) => IsHere(hit.Story);

    /// <summary>A hit as a story to show; null where the gate, asked now, does not open it: then it is not told of.</summary>
    internal OpenStory? Read(PublicHit hit) =>
        IsOpen(hit.Story) && hit.Content.Headline is not null && Opened(hit.Story, (hit.Version, hit.Changed, hit.Content), book) is { } open && IsWithinLimit(book, hit.Story, open.Place) ? open : null;

    /// <summary>
    /// How a front is arranged, as far as what stands there is open. Arrangements change without a row on the log, and what is hidden takes no place: the page ends when it opens, when a slot
    /// is over, and when the next arrangement begins.
    /// </summary>
    internal FrontLayout Arranged(string place)
    {
        if (book is not null) place = book.PinPlace(place);
        var plan = Tried is { } tried && tried.Place == place ? tried.Plan : FrontChanges.At(db, place, now)?.Plan;
        NotAfter(FrontChanges.NextAfter(db, place, now));
        _watches.Add(new Watch((d, at) => Facts(d, place, at), Facts(db, place, now), OnWire: false));
        if (plan is null) return FrontLayout.Empty;
        NotAfter(plan.EndsNext(now));
        return new([.. Slots(plan)], BarOf(plan.Bar), plan.Fill);

        static string Facts(Db d, string place, Instant at) => FrontChanges.At(d, place, at) is { } change
            ? $"{change.Number} {FrontChanges.NextAfter(d, place, at)} {string.Join(' ', change.Plan.Stories.Select(s => (Guid?)s).Append(change.Plan.Bar?.Story).Select(s => s is { } story ? PublicStories.AddressOf(d, story) : null))}"
            : $"0 {FrontChanges.NextAfter(d, place, at)}";
    }

    /// <summary>The slots in their order: an open story, or null for one that fills itself. A story stands in one.</summary>
    private IEnumerable<OpenStory?> Slots(FrontPlan plan)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var slot in plan.Slots)
        {
            if (slot.Until <= now) continue;
            if (slot.Story is not { } story) yield return null;
            else if (PublicStories.AddressOf(db, story) is { } address && shown.Add(address) && Beside(address) is { } open) yield return open;
        }
    }

    /// <summary>What the page of an open story is, with its facts; null: an article. Any of the stories at its address may say it.</summary>
    internal PageFacts? FactsOf(AddressView address)
    {
        var revision = PageKinds.Revision(db);
        _watches.Add(new Watch((d, _) => PageKinds.Revision(d).ToString(System.Globalization.CultureInfo.InvariantCulture), revision.ToString(System.Globalization.CultureInfo.InvariantCulture), OnWire: false));
        return revision == 0 ? null : address.AllOpen.Select(s => PageKinds.Of(db, s.Id)).OfType<PageFacts>().FirstOrDefault();
    }

    /// <summary>The events of a language that are open and not over, the first to begin comes first. The page ends with the first of them, and when one that is hidden opens.</summary>
    /// <param name="language">The language's tag.</param>
    /// <param name="endOf">When an event is over.</param>
    internal List<(OpenStory Story, PageFacts Facts)> Events(string language, Func<PageFacts, Instant> endOf)
    {
        var found = PageKinds.EventsFrom(db, now, MostOfKind);
        var shown = new List<(OpenStory, PageFacts)>();
        foreach (var (story, facts) in found)
        {
            if (endOf(facts) <= now) continue;
            if (PublicStories.AddressOf(db, story) is not { } address || Beside(address) is not { } open || open.Standing.Language != language || shown.Exists(s => s.Item1.Standing.Page == open.Standing.Page)) continue;
            NotAfter(endOf(facts));
            shown.Add((open, facts));
        }
        WatchKinds(d => PageKinds.EventsFrom(d, now, MostOfKind).Select(e => e.Story));
        return shown;
    }

    /// <summary>The obituaries of a language that are open, the last to come out first.</summary>
    internal List<OpenStory> Obituaries(string language)
    {
        WatchKinds(d => PageKinds.Obituaries(d, MostOfKind));
        return [.. PageKinds.Obituaries(db, MostOfKind).Select(s => PublicStories.AddressOf(db, s)).OfType<string>().Distinct().Select(Beside).OfType<OpenStory>().Where(s => s.Standing.Language == language).OrderByDescending(s => s.Published)];
    }

    private void WatchKinds(Func<Db, IEnumerable<Guid>> stories)
    {
        _watches.Add(new Watch((d, _) => Told(d), Told(db), OnWire: false));

        // A story has no address before it is out.
        string Told(Db d) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{PageKinds.Revision(d)} {string.Join(' ', stories(d).Select(s => PublicStories.AddressOf(d, s)))}");
    }

    /// <summary>The entries that somebody pinned over the others of a live story, whether they are open or not.</summary>
    internal IReadOnlyList<Guid> PinnedEntries(string page)
    {
        var pinned = Pins.In(db, Pins.OfLive(page), now);
        _watches.Add(new Watch((d, at) => string.Join(' ', Pins.In(d, Pins.OfLive(page), at)), string.Join(' ', pinned), OnWire: false));
        return pinned;
    }

    // A bar that leads to a story is there while the story is: of a story that is not open it says nothing.
    private FrontBarLine? BarOf(FrontBar? bar)
    {
        if (bar is null || bar.Until <= now) return null;
        if (bar.Story is not { } story) return bar.Text is { } text ? new(text, null) : null;
        return PublicStories.AddressOf(db, story) is { } address && Beside(address) is { } open ? new(bar.Text ?? open.Headline, open) : null;
    }

    /// <summary>As <see cref="Latest"/>, for the edge of a page: what is chosen from it is depended on, what is not is not.</summary>
    internal IEnumerable<PublicStanding> LatestForEdge(string? language, int count)
    {
        HasEdge = true;
        return PublicStories.Listed(db, language, now, Looked(count)).Where(s => Gate.Ask(s.Standing, Audience.Public, now) == GateVerdict.Open).Where(IsHere).Take(count);
    }

    /// <summary>Makes the result depend on a story that the edge shows.</summary>
    internal bool Choose(PublicStanding story)
    {
        _pages.Add(story.Page);
        return Ask(story) == GateVerdict.Open;
    }

    /// <summary>The latest notices to readers, of stories that are open.</summary>
    internal IEnumerable<(PublicStanding Story, PublicNotice Notice)> LatestNotices(string language, int count)
    {
        DependsOnLists = true;
        NotAfter(StoryTable.NextListedChange(db, now));
        return PublicStories.LatestNotices(db, language, now, Looked(count)).Where(n => IsOpen(n.Story) && n.Notice.At >= n.Story.PublicFrom && IsHere(n.Story)).Take(count);
    }

    /// <summary>The notices of every open story at an address, oldest first: newer leads carry those of older ones. One given before readers could see the story told them nothing.</summary>
    internal List<PublicNotice> Notices(AddressView address) =>
        [.. address.AllOpen.SelectMany(s => PublicStories.Notices(db, s.Id).Where(n => n.At >= s.PublicFrom)).OrderBy(n => n.At)];

    /// <summary>What an open story says; null where its text is sealed, or the site does not have it.</summary>
    internal OpenStory? Read(PublicStanding story) => ReadAnyDay(story, book) is { } open && IsWithinLimit(book, story, open.Place) ? open : null;

    /// <summary>As <see cref="Read(PublicStanding)"/>, on any site, without asking whether its day was full.</summary>
    internal OpenStory? ReadAnyDay(PublicStanding story, SiteBook? site) =>
        PublicStories.Text(db, story.Id) is { } text && text.Content.Headline is not null ? Opened(story, text, site) : null;

    private OpenStory? Opened(PublicStanding story, (int Version, Instant Changed, StoryContent Content) text, SiteBook? site) =>
        LiveStory.IsEntry(text.Content) ? LiveOf(story, site) : Placed(story, text, site);

    /// <summary>
    /// An entry stands for the live story at its address: lists show that one, as new as its newest entry. Where the live story itself is not open, neither is any entry of it.
    /// </summary>
    private OpenStory? LiveOf(PublicStanding entry, SiteBook? site)
    {
        foreach (var story in PublicStories.At(db, entry.Page, now))
            if (IsOpen(story) && PublicStories.Text(db, story.Id) is { } text && text.Content.Headline is not null && LiveStory.Is(text.Content))
                return Placed(story, text, site) is { } live ? live with { LatestEntry = entry.PublicFrom } : null;
        return null;
    }

    /// <summary>Whether it is an entry of a live story.</summary>
    internal bool IsEntry(PublicStanding story) => PublicStories.Text(db, story.Id) is { } text && LiveStory.IsEntry(text.Content);

    /// <summary>The entries of a live story that are open, the newest first.</summary>
    internal List<OpenStory> Entries(AddressView address, int most) => [.. address.AllOpen
        .Select(s => (Story: s, Text: PublicStories.Text(db, s.Id)))
        .Where(s => s.Text is { } text && LiveStory.IsEntry(text.Content))
        .OrderByDescending(s => s.Story.PublicFrom).ThenByDescending(s => s.Story.FirstSent).ThenByDescending(s => s.Story.Id)
        .Take(most).Select(s => new OpenStory(s.Story, s.Text!.Value.Content, s.Text.Value.Changed, StoryPlace.Everywhere))];

    private OpenStory? Placed(PublicStanding story, (int Version, Instant Changed, StoryContent Content) text, SiteBook? site) =>
        (site?.Of(db, story.Id, text.Version, text.Content, Decisions > 0) ?? StoryPlace.Everywhere) is { IsHere: true } place ? new(story, text.Content, text.Changed, place) : null;

    /// <summary>The vocabularies that were in force when the look began: what was made by others is not kept (<see cref="Caching.PageCache"/>).</summary>
    internal Vocabularies Vocabularies { get; } = Vocabularies.InForce;

    /// <summary>How many decisions people have made for sites. No row of the log announces one: the cache asks (<see cref="Caching.PageCache"/>).</summary>
    internal long Decisions => Mark.Decisions;

    /// <summary>The same, and how often the site itself was changed.</summary>
    internal SiteMark Mark => _mark ??= SiteMark.Of(db, book);

    /// <summary>Whether this site may lack a story that is public.</summary>
    private bool IsSelective => book is not null && (!book.TakesAll || Decisions > 0);

    private int Looked(int count) => IsSelective ? Math.Max(count, Window) : count;

    private bool IsHere(PublicStanding story) => !IsSelective || book!.Cards.Of(this, story) is { } card && IsWithinLimit(book, story, card.Place);

    /// <summary>Of what the wire publishes here by itself, only the day's first so many. The page depends on what else that day has.</summary>
    internal bool IsWithinLimit(SiteBook? site, PublicStanding story, StoryPlace place)
    {
        if (!place.IsByItself || site?.Options.Wire.MostADay is null) return true;
        return story.Standing.PublicSince is { } since && IsWithinLimit(site, story.Id, since, place);
    }

    /// <summary>The same of a story that is public since a moment.</summary>
    internal bool IsWithinLimit(SiteBook site, Guid story, Instant since, StoryPlace place)
    {
        if (!place.IsByItself || site.Options is not { Wire.MostADay: { } most } options) return true;
        var day = options.DayOf(since);
        var from = options.StartOf(day);
        if (!_withinLimit.TryGetValue((site, from), out var first)) _withinLimit[(site, from)] = first = FirstOf(site, from, options.StartOf(day.AddDays(1)), most);
        return first.Contains(story);
    }

    private HashSet<Guid> FirstOf(SiteBook site, Instant from, Instant before, int most)
    {
        DependsOnLists = true;
        NotAfter(StoryTable.NextListedChange(db, now));
        return [.. PublicStories.ListedBetween(db, null, now, from, before, int.MaxValue).Where(IsOpen)
            .Where(s => site.Cards.Of(this, s) is { Place.IsByItself: true })
            .OrderBy(s => s.Standing.PublicSince).ThenBy(s => s.FirstSent).ThenBy(s => s.Id).Take(most).Select(s => s.Id)];
    }

    /// <summary>The other addresses of a story's chain: its translations.</summary>
    internal List<string> Siblings(PublicStanding story) =>
        [.. Watched(d => Store.Stories.Pages.OfChain(d, story.Chain).Select(p => p.Id)).Where(p => p != story.Page)];

    /// <summary>The addresses of the stories of these guids, as far as they have one: the parts of a story. One that was never sent has none until it is.</summary>
    internal List<string> AddressesOf(IReadOnlyCollection<string> guids) =>
        guids.Count == 0 ? [] : [.. Watched(d => guids.Select(g => StoryTable.PageOf(d, g)).OfType<string>()).Distinct()];

    /// <summary>Addresses that a page leads to. They are given when something is released, and then the page is made again.</summary>
    private string[] Watched(Func<Db, IEnumerable<string>> addresses)
    {
        var found = addresses(db).ToArray();
        _watches.Add(new Watch((d, _) => string.Join(' ', addresses(d)), string.Join(' ', found), OnWire: true));
        return found;
    }

    /// <summary>The files of a story's pictures that the public may see now, with their pictures.</summary>
    internal List<(Picture Picture, MediaFile File)> Pictures(OpenStory story, int most = int.MaxValue)
    {
        var shown = new List<(Picture, MediaFile)>();
        if (story.Content.Pictures.Count == 0 || story.Place.Photo == Placement.NoPhoto || StoryTable.Find(db, story.Standing.Id) is not { } owner) return shown;
        var leads = story.Place.Photo is { } chosen ? story.Content.Pictures.FirstOrDefault(p => p.Guid == chosen || p.Renditions.Any(r => r.Href == chosen)) : null;
        foreach (var picture in (leads is null ? story.Content.Pictures : story.Content.Pictures.Where(p => p != leads).Prepend(leads)).Take(most))
        {
            var found = Look(owner, picture);
            _watches.Add(new Watch((d, at) => Facts(new PublicView(d, at, book).Look(owner, picture)), Facts(found), OnWire: false));
            if (found is { } whole) shown.Add(whole);
        }
        return shown;

        static string Facts((Picture Picture, MediaFile File)? found) =>
            found is { } f ? string.Join('\n', f.File.Key, f.Picture.Caption, f.Picture.Credit, f.Picture.Alt, f.Picture.Headline, f.Picture.Rights.MandatoryCredit) : "";
    }

    private (Picture Picture, MediaFile File)? Look(Story owner, Picture picture)
    {
        var whole = PictureWords.Now(db, owner, picture);
        return FileOf(owner, whole) is { } file ? (whole, file) : null;
    }

    private MediaFile? FileOf(Story owner, Picture picture)
    {
        if (picture.Rights.NoWeb || picture.Rights.Expires <= now || book?.Options.IsWithin(picture.Rights) == false) return null;
        NotAfter(picture.Rights.Expires);
        if (MediaFiles.Of(db, owner, picture) is not { } file) return null;
        foreach (var story in MediaFiles.ShownBy(db, file.Key))
        {
            NotAfter(Gate.NextChange(story.Standing, Audience.Public, now));
            if (story.Standing.Version == 0 && story.Standing.Embargo.Until > now) NotAfter(story.Standing.Embargo.Until);
        }
        return MediaGate.IsPublic(db, file.Key, now) && PictureTerms.Allow(db, file, now, book?.Options, NotAfter) ? file : null;
    }

    private bool IsOpen(PublicStanding story) => Ask(story) == GateVerdict.Open;

    private GateVerdict Ask(PublicStanding story)
    {
        NotAfter(Gate.NextChange(story.Standing, Audience.Public, now));
        var verdict = Gate.Ask(story.Standing, Audience.Public, now);
        // Who looks ahead without the right to see what is hidden today is shown what both moments open.
        return verdict == GateVerdict.Open && Ahead is { SeesHidden: false, From: var today } ? Gate.Ask(story.Standing, Audience.Public, today) : verdict;
    }

    private void NotAfter(Instant? moment)
    {
        if (moment is { } at && at > now && (Until is null || at < Until)) Until = at;
    }
}

/// <summary>
/// A fact that a page rests on and that no row of the wire log announces (a picture file arrives; its item, never sent by itself, is killed; a chain gets a page in another language, a part of a story its page):
/// how to ask for it again, and what it was.
/// </summary>
/// <param name="Ask">Asks again.</param>
/// <param name="Was">The answer the page was made with.</param>
/// <param name="OnWire">Whether it can only change when something is released.</param>
internal sealed record Watch(Func<Db, Instant, string> Ask, string Was, bool OnWire);
