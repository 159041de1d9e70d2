using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.Fronts;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>
/// What may happen to stories, as numbers say, on a site that keeps pages and beside it on one that keeps none: after each act every page of both is looked at.
/// </summary>
internal sealed partial class CacheHistory(SiteUnderTest site, SiteUnderTest plain)
{
    private const string Photo = "photo-1";

    // Of these a quarter let time pass: what waits for its hour must see it.
    private const int Kinds = 20;
    private static readonly string[] Lists =
    [
        "/", "/fr", "/feed.rss", "/feed.atom", "/feed.json", "/corrections", "/sitemap.xml", "/sitemaps/news.xml", "/sitemaps/2026-08.xml", "/world", "/fr/world", "/world/feed.rss", "/pictured", "/planet", "/fr/planet/feed.atom", "/everything",
        "/topics/diplomacy-20000639", "/topics/politics-11000000/feed.atom", "/fr/topics/diplomatie-20000639", "/topics/np:vostra", "/authors/ingrid-solheim", "/authors/tom-akande/feed.json", "/places/kessel",
        "/archive", "/archive/2026-08-24", "/search?q=premier", "/search?q=headline*&sort=best", "/fr/search?q=headline*", "/search?topic=medtop:20000639&from=2026-08-24", "/.well-known/security.txt",
        "/events", "/fr/events", "/events.ics", "/events/feed.rss", "/obituaries",
    ];

    // The first is the photo.
    private readonly List<Story> _stories = [];

    /// <summary>Lives through a history; the first difference between memory and a page made now, in words for a person, or null.</summary>
    internal async Task<string?> Live(int[] acts)
    {
        _stories.Add((await site.Photo(Photo, [1, 2, 3])).Item);
        var told = new List<string>();
        foreach (var act in acts)
        {
            told.Add(await Act(act % Kinds, act / Kinds));
            site.Store.Search.CatchUp();
            var paths = Lists.ToList();
            foreach (var story in _stories.Where(s => s.Page is not null).DistinctBy(s => s.Page)) paths.Add(await plain.PathOf(story));
            // Asked twice: what the first kept, the second is served.
            for (var round = 1; round <= 2; round++)
                foreach (var path in paths)
                    if (Difference(await site.Get(path), await plain.Get(path)) is { } difference)
                        return $"{path}, asked for the {(round == 1 ? "first" : "second")} time after:\n  {string.Join("\n  ", told)}\n{difference}";
        }
        return null;
    }

    /// <summary>Where what was served from memory is not what a page made now says, from shortly before it; null: nowhere.</summary>
    internal static string? Difference(Answer kept, Answer made)
    {
        var (memory, now) = (WithoutEdge(kept.Text), WithoutEdge(made.Text));
        if (kept.Status == made.Status && memory == now && kept.Header("Location") == made.Header("Location") && (kept.Text != made.Text || kept.Header("ETag") == made.Header("ETag"))) return null;
        var from = Math.Max(0, memory.Zip(now).TakeWhile(c => c.First == c.Second).Count() - 150);
        return $"from memory: {Told(kept, memory)}\nmade now: {Told(made, now)}";

        string Told(Answer answer, string text) =>
            $"{answer.Status} {answer.Header("Location")} {answer.Header("ETag")}, {text.Length} letters, from {from}: …{text[Math.Min(from, text.Length)..Math.Min(from + 500, text.Length)]}…";
    }

    /// <summary>Does one thing, or has it refused; says which.</summary>
    private async Task<string> Act(int kind, int dice)
    {
        if (_stories.Count == 1 || kind == 0) return await Begin(dice);
        if (kind == 19)
        {
            var pins = _stories.Skip(1).Where((_, i) => (dice / 2 + i) % 3 == 0).Select(s => s.Id).ToList();
            // Now or soon, with a slot that fills itself, one that ends, a line over it, and rules; or the last change is taken back.
            var (place, when) = (dice % 2 == 0 ? "en" : "en/world", site.Now + TimeSpan.FromSeconds(dice % 3));
            var plan = new FrontPlan
            {
                Slots = [.. pins.Select((p, i) => new FrontSlot((dice + i) % 5 == 0 ? null : p, (dice + i) % 7 == 0 ? site.Now + TimeSpan.FromSeconds(2) : null))],
                Bar = dice % 4 == 0 ? new(dice % 8 == 0 ? "A line " + dice : null, dice % 16 < 12 && pins.Count > 0 ? pins[0] : null, dice % 3 == 0 ? when + TimeSpan.FromSeconds(1) : null) : null,
                Fill = new() { MostOfSection = dice % 9 == 0 ? 1 : null, PhotoLeads = dice % 10 != 0, Only = dice % 13 == 0 ? "pictured" : null },
            };
            await site.Store.Write(tx => dice % 11 == 0 && FrontChanges.At(tx.Db, place, tx.Now) is { } last ? FrontChanges.Undo(tx, place, last.Number, "test") : FrontChanges.Set(tx, place, plan, when, "test"));
            return $"{pins.Count} stories are pinned to {(dice % 2 == 0 ? "the front" : "the world's front")}";
        }
        if (kind == 16)
        {
            // Renamed, turned round, one of them switched off, or as the settings file has them; or the last change is taken back.
            var (own, odd) = (SiteUnderTest.Sectioned.Sections.Select(s => s.Choice).ToList(), dice / 5 % 2 == 1);
            var chosen = (dice % 5) switch
            {
                0 => [own[0] with { Slug = odd ? "planet" : "globe" }, own[1]],
                1 => [own[1], own[0] with { IsOff = odd, LeadsTo = odd && dice % 3 == 0 ? own[1].Key : null }],
                2 => [.. own, new() { Slug = "everything", Names = new Dictionary<string, string> { ["en"] = "Everything" }, Filter = "everything" }],
                _ => dice % 5 == 3 ? own : null,
            };
            await site.Store.Write(tx => odd && SiteSections.Holding(tx.Db, "main") is { } last ? SiteSections.Undo(tx, "main", last.Number, "test") : SiteSections.Set(tx, "main", chosen, "test"));
            return $"the sections are {(chosen is null ? "the settings file's" : string.Join(' ', chosen.Select(c => c.Slug)))}, or those before";
        }
        if (kind == 17)
        {
            var said = _stories[1 + dice % (_stories.Count - 1)];
            var facts = (dice / 3 % 3) switch
            {
                0 => new PageFacts(),
                1 => new() { Kind = PageKind.Event, Starts = site.Now - TimeSpan.FromSeconds(dice % 5), Ends = dice % 4 == 0 ? null : site.Now + TimeSpan.FromSeconds(dice % 4), Venue = "Hall " + dice },
                _ => new() { Kind = PageKind.Obituary, Name = "Somebody " + dice },
            };
            await site.Store.Write(tx => { PageKinds.Set(tx, said.Id, facts, "test"); return 0; });
            return $"story {_stories.IndexOf(said)} is {facts}";
        }
        if (kind == 18)
        {
            var placed = _stories[1 + dice % (_stories.Count - 1)];
            var placement = new Placement { Here = (dice / 3 % 4) switch { 0 => false, 1 => true, _ => null }, Headline = dice / 12 % 2 == 0 ? "A headline for here " + dice : null, Section = dice / 24 % 2 == 0 ? "world" : null };
            await site.Store.Write(tx => { Placements.Set(tx, "main", placed.Id, placement, "test"); return 0; });
            return $"story {_stories.IndexOf(placed)} is placed: {placement}";
        }
        var at = dice % _stories.Count;
        ReleaseAction? action = kind switch
        {
            1 => ReleaseAction.Kill,
            2 => ReleaseAction.Hold,
            3 => ReleaseAction.SendAsWas,
            4 => ReleaseAction.Lift,
            5 => ReleaseAction.ChangeEmbargo,
            6 => ReleaseAction.Writethru,
            7 => ReleaseAction.Unpublish,
            8 => ReleaseAction.Republish,
            9 => ReleaseAction.Correct,
            10 => ReleaseAction.Takedown,
            < 14 when _stories[at].Standing.Version == 0 => ReleaseAction.Publish,
            _ => null,
        };
        if (action is null)
        {
            site.Time.Advance(kind == 11 ? TimeSpan.FromMicroseconds(1) : TimeSpan.FromSeconds(1));
            return "it is " + site.Now;
        }
        var soon = site.Now + TimeSpan.FromSeconds(1 + dice % 3);
        var order = new ReleaseOrder { Action = action.Value, By = "key:test", Reason = "a reason", EdNote = "a note", Notice = "A notice " + dice, UsableFrom = action == ReleaseAction.ChangeEmbargo ? Embargo.At(soon) : null };
        var content = at == 0 ? _stories[0].Content with { Headline = Headline.From("A photo") } : action == ReleaseAction.Writethru ? Said(dice / 12) : null;
        var done = await site.Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = _stories[at].Id, Order = order, Content = content }));
        // What the rules refuse changes nothing: that is part of the history too.
        if (done.IsDone) _stories[at] = done.Value[0].Story;
        return $"{action} of {(at == 0 ? "the photo" : "story " + at)}, {(done.IsDone ? "done" : "refused: " + done.Refusal.Code)}";
    }

    /// <summary>A story begins: a draft, or published at once; of its own, or of a chain that is there; under an embargo or not.</summary>
    private async Task<string> Begin(int dice)
    {
        var chain = _stories.Count > 1 && dice % 2 == 0 ? _stories[1 + dice % (_stories.Count - 1)].Chain : (Guid?)null;
        var content = Said(dice / 12);
        var story = await site.Draft(content, s => chain is { } c ? s with { Chain = c } : s);
        var embargo = dice / 2 % 3 == 0 ? Embargo.At(site.Now + TimeSpan.FromSeconds(2)) : (Embargo?)null;
        if (dice / 6 % 2 == 0 || _stories.Count == 1) story = await site.Release(story, ReleaseAction.Publish, o => o with { UsableFrom = embargo });
        _stories.Add(story);
        return $"story {_stories.Count - 1} {story.Standing.State}, {content.Language}, in chain {_stories.FindIndex(s => s.Chain == story.Chain)}, usable from {story.Standing.Embargo}, {content.Pictures.Count} photo(s), parts: {string.Join(' ', content.Groups.SelectMany(g => g.Items).Select(i => _stories.FindIndex(s => s.Guid == i.Guid)))}, to {content.Rights.Expires?.ToString() ?? "no end"}{(content.Rights.NoWeb ? ", not for the web" : "")}";
    }

    private StoryContent Said(int dice) => (dice % 4 == 0 ? Sample.Kessel(Photo) : SiteUnderTest.Text("Headline " + dice, dice / 4 % 3 == 0 ? "fr" : "en")) with
    {
        Rights = new Rights { Expires = dice / 12 % 4 == 0 ? site.Now + TimeSpan.FromSeconds(3) : null, NoWeb = dice / 48 % 8 == 0 },
        Groups = dice / 384 % 3 == 0 ? [new PackageGroup("g", null, [.. _stories.Skip(1).Select(s => new ItemLink(LinkKind.SeeAlso, s.Guid))], [])] : [],
    };

    // Links to other stories around an article are a choice of its moment (docs/decisions/0004-the-public-page.md).
    internal static string WithoutEdge(string page) => Edge().Replace(page, "");

    [GeneratedRegex("\\s*<section class=\"related\".*?</section>", RegexOptions.Singleline)]
    internal static partial Regex Edge();
}
