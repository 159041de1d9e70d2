using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Dateline.News;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Store.Stories;
using Npgsql;

namespace Dateline.Site.Tests;

/// <summary>A page that is made while the wire or the clock goes on is never served later than it is true (promises.md E2, E4, K3).</summary>
public sealed partial class CacheRaceTests : SiteTests
{
    private const string Canary = "Xylograph canary quixotry";
    private static readonly string[] Lists = ["/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemaps/news.xml", "/corrections"];

    [Theory]
    [InlineData("kill"), InlineData("hold"), InlineData("takedown"), InlineData("unpublish"), InlineData("embargo set"), InlineData("embargo tightened"), InlineData("embargo lifted"), InlineData("held story sent"), InlineData("writethru")]
    public async Task A_page_that_a_release_overtakes_while_it_is_made_is_not_kept_and_made_again(string race)
    {
        var story = await Site.Publish(Canary, embargo: race is "embargo tightened" or "embargo lifted" ? Embargo.At(Site.Now + TimeSpan.FromHours(1)) : null);
        if (race == "held story sent") await Site.Release(story, ReleaseAction.Hold);
        var key = "/race-" + story.Page;
        using var released = new ManualResetEventSlim();
        var painted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var times = 0;
        var answered = Task.Run(() => Site.Cache.Make(key, view =>
        {
            var answer = Paint(view, story.Page!);
            if (Interlocked.Increment(ref times) == 1) { painted.SetResult(); released.Wait(); }
            return answer;
        }));
        await painted.Task;
        await Race(story, race);
        released.Set();
        var answer = await answered;

        var wasShown = race is not ("embargo tightened" or "embargo lifted" or "held story sent");
        // What was made before and is no page was nothing to keep: only a page is made again.
        Assert.Equal(wasShown ? 2 : 1, times);
        if (race == "writethru") Assert.Contains("Another headline", Encoding.UTF8.GetString(answer.Page!.Plain.Bytes));
        else if (wasShown) Assert.NotEqual(200, answer.Status);
        if (race != "writethru") Assert.Null(Site.Cache.Find(key));
        await AllIsAsWithoutACache(story);
    }

    [Theory]
    [InlineData("kill"), InlineData("hold"), InlineData("embargo set"), InlineData("embargo lifted")]
    public async Task A_list_that_a_release_overtakes_while_it_is_made_is_not_kept(string race)
    {
        await Site.Publish("Something else");
        var story = await Site.Publish(Canary, embargo: race == "embargo lifted" ? Embargo.At(Site.Now + TimeSpan.FromHours(1)) : null);
        var (position, writes, now) = (Site.Store.Log.Head, Site.Store.Commits, Site.Store.Clock.Now());
        var late = Site.Store.Read(db =>
        {
            var view = new PublicView(db, now);
            _ = view.Latest(null, 10).ToList();
            return new CachedPage("/list", new SitePage("late"u8.ToArray(), "text/html", null), view, position, writes);
        });
        await Race(story, race);
        Assert.False(Site.Cache.TryKeep(late));
        await AllIsAsWithoutACache(story);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_page_that_the_clock_overtakes_while_it_is_made_is_not_served_from_memory(bool ends)
    {
        var moment = Site.Now + TimeSpan.FromMinutes(1);
        await Site.Publish("Something else");
        await Site.Publish(SiteUnderTest.Text(Canary) with { Rights = new Rights { Expires = ends ? moment : null } }, ends ? null : Embargo.At(moment));
        using var passed = new ManualResetEventSlim();
        var painted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = Task.Run(() => Site.Cache.Make("/clock", view =>
        {
            var listed = view.Latest(null, 10).Count();
            painted.SetResult();
            passed.Wait();
            return PageAnswer.Show(new SitePage(Encoding.UTF8.GetBytes(listed.ToString(System.Globalization.CultureInfo.InvariantCulture)), "text/html", null));
        }));
        await painted.Task;
        Site.Time.Advance(moment - Site.Now);
        passed.Set();
        await answered;
        Assert.Null(Site.Cache.Find("/clock"));
    }

    [Fact]
    public async Task A_kept_page_stands_to_the_last_tick_before_the_gate_may_answer_differently_and_no_longer()
    {
        var moment = Site.Now + TimeSpan.FromMinutes(5);
        var open = await Site.Publish("Something else");
        await Site.Publish(SiteUnderTest.Text("Its end is near") with { Rights = new Rights { Expires = moment + TimeSpan.FromMinutes(5) } });
        await Site.Publish(Canary, embargo: Embargo.At(moment));
        await Site.Publish(SiteUnderTest.Text("Une autre langue", "fr"), Embargo.At(moment), s => s with { Chain = open.Chain });
        await Site.Follow(open, SiteUnderTest.Text("A new lead under embargo"), Embargo.At(moment));
        string[] kept = [.. Lists, await Site.PathOf(open)];
        foreach (var at in new[] { moment, moment + TimeSpan.FromMinutes(5) })
        {
            foreach (var path in kept) await Site.Get(path);
            Site.Time.Advance(at - Site.Now - TimeSpan.FromMicroseconds(1));
            foreach (var path in kept.Where(p => p != kept[^1] || at == moment)) await Site.Get(path);
            var rendered = Site.Cache.Rendered;
            foreach (var path in kept.Where(p => p != kept[^1] || at == moment)) Assert.NotNull(Site.Cache.Find(path));
            Assert.Equal(rendered, Site.Cache.Rendered);
            Site.Time.Advance(TimeSpan.FromMicroseconds(1));
            foreach (var path in kept.Where(p => p != kept[^1] || at == moment)) Assert.Null(Site.Cache.Find(path));
        }
    }

    [Fact]
    public async Task A_hidden_correction_takes_no_place_in_the_list_of_corrections()
    {
        for (var i = 0; i < 101; i++)
        {
            var story = await Site.Publish("Corrected " + i);
            Site.Time.Advance(TimeSpan.FromSeconds(1));
            await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = "It was otherwise." });
        }
        var before = await Site.Get("/corrections");
        var hidden = await Site.Publish(Canary, embargo: Embargo.FurtherNotice);
        Site.Time.Advance(TimeSpan.FromSeconds(1));
        await Site.Release(hidden, ReleaseAction.Correct, o => o with { Notice = "It was otherwise." });
        Assert.Equal(before.Text, (await Site.Get("/corrections")).Text);
    }

    [Fact]
    public async Task A_confirmed_copy_in_a_browser_is_never_confirmed_again_once_it_may_not_be_seen()
    {
        foreach (var race in new[] { "kill", "hold", "takedown", "unpublish", "embargo set" })
        {
            await Site.Photo("photo-" + race, Encoding.ASCII.GetBytes(race));
            var story = await Site.Publish(Sample.Kessel("photo-" + race));
            var page = await Site.PathOf(story);
            var photo = MediaPath().Match((await Site.Get(page)).Text).Value;
            var etags = new Dictionary<string, string>();
            foreach (var path in new[] { page, photo })
            {
                etags[path] = (await Site.Get(path)).Header("ETag")!;
                Assert.Equal(HttpStatusCode.NotModified, (await Site.Get(path, null, ("If-None-Match", etags[path]))).Status);
                Assert.Equal("no-cache", (await Site.Get(path)).Header("Cache-Control"));
                Assert.Equal((await Site.Get(path)).Headers.OrderBy(h => h.Key), (await Site.Get(path, HttpMethod.Head)).Headers.OrderBy(h => h.Key));
            }
            await Race(story, race);
            foreach (var path in new[] { page, photo })
                foreach (var condition in new[] { ("If-None-Match", etags[path]), ("If-None-Match", "*"), ("If-Modified-Since", "Mon, 24 Aug 2037 19:00:00 GMT"), ("Range", "bytes=0-3"), ("Range", "bytes=-3"), ("Range", "bytes=0-0,2-2") })
                {
                    var (hidden, head) = (await Site.Get(path, null, condition), await Site.Get(path, HttpMethod.Head, condition));
                    Assert.Equal(path == page && race is "kill" or "takedown" ? HttpStatusCode.Gone : HttpStatusCode.NotFound, hidden.Status);
                    Assert.Equal(hidden.Headers.OrderBy(h => h.Key), head.Headers.OrderBy(h => h.Key));
                    Assert.Null(hidden.Header("ETag"));
                    Assert.Null(hidden.Header("Content-Range"));
                    if (hidden.Status == HttpStatusCode.NotFound) Assert.Equal((await Site.Get("/media/0123456789abcdefghjkmnpqrs.jpg", null, condition)).Bytes, hidden.Bytes);
                }
        }
    }

    [Fact]
    public async Task A_node_that_cant_confirm_the_head_serves_nothing_from_memory()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var site = await SiteUnderTest.StartAsync(postgres: database.ConnectionString);
        var path = await site.PathOf(await site.Publish(Canary));
        await site.Get(path);
        Assert.NotNull(site.Cache.Find(path));

        await using (var other = new NpgsqlConnection(database.ConnectionString))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("lock table wire_log in access exclusive mode", other, transaction)) await command.ExecuteNonQueryAsync();
            while (site.Store.Log.IsConfirmed) await Task.Yield();
            Assert.Null(site.Cache.Find(path));
            var rendered = site.Cache.Rendered;
            Assert.Equal(HttpStatusCode.OK, (await site.Get(path)).Status);
            Assert.True(site.Cache.Rendered > rendered);
        }
        while (!site.Store.Log.IsConfirmed) await Task.Yield();
        await site.Get(path);
        Assert.NotNull(site.Cache.Find(path));
    }

    [Fact]
    public async Task A_million_guesses_find_no_picture_and_its_key_follows_from_nothing()
    {
        var (item, file) = await Site.Photo("photo-1", [1, 2, 3]);
        var (_, again) = await Site.Photo("photo-2", [1, 2, 3]);
        Assert.Equal(file.Sha, again.Sha);
        Assert.NotEqual(file.Key, again.Key);
        Assert.True(file.Key.Length * 5 >= 128, "a letter of a key is 5 random bits");
        await Site.Publish(Sample.Kessel("photo-1"));
        var guesses = Guesses(item, file).Distinct().ToList();
        Assert.DoesNotContain(file.Key, guesses);
        Assert.True(Site.Store.Read(db => Store.Intake.MediaGate.IsPublic(db, file.Key, Site.Now)));
        Assert.Equal(0, Site.Store.Read(db => guesses.Count(g => Store.Intake.MediaFiles.Find(db, g) is not null)));
    }

    /// <summary>What someone might try who knows everything else about a picture: its ids, names, hashes, and keys that differ in a letter or two.</summary>
    private static IEnumerable<string> Guesses(Story item, Store.Intake.MediaFile file)
    {
        const string letters = "0123456789abcdefghjkmnpqrstvwxyz";
        foreach (var told in new[] { item.Id.ToByteArray(), file.Sha, System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(item.Guid)), System.Security.Cryptography.MD5.HashData(file.Sha), Encoding.UTF8.GetBytes(item.Guid + new string('0', 26)) })
        {
            yield return new string([.. told.Concat(told).Take(26).Select(b => letters[b & 31])]);
            yield return new string([.. told.Concat(told).Take(26).Select(b => letters[b >> 3])]);
            yield return Convert.ToHexStringLower(told)[..26];
        }
        foreach (var (at, letter) in from at in Enumerable.Range(0, 26) from letter in letters where file.Key[at] != letter select (at, letter))
            foreach (var (other, second) in from other in Enumerable.Range(at + 1, 26 - at - 1).Take(3) from second in letters where file.Key[other] != second select (other, second))
            {
                var guess = file.Key.ToCharArray();
                (guess[at], guess[other]) = (letter, second);
                yield return new string(guess);
            }
        var random = new ScriptedRandomness(7);
        for (var i = 0; i < 50_000; i++) yield return new string([.. Enumerable.Range(0, 26).Select(_ => letters[random.Number(32)])]);
    }

    [Fact]
    public async Task A_page_leads_to_its_translation_from_the_tick_at_which_that_opens()
    {
        var moment = Site.Now + TimeSpan.FromSeconds(30);
        var open = await Site.Publish("Something else");
        await Site.Publish(SiteUnderTest.Text(Canary, "fr"), Embargo.At(moment), s => s with { Chain = open.Chain });
        var path = await Site.PathOf(open);
        await Site.Get(path);
        Site.Time.Advance(moment - Site.Now - TimeSpan.FromMicroseconds(1));
        Assert.NotNull(Site.Cache.Find(path));
        Assert.DoesNotContain("xylograph", (await Site.Get(path)).Text, StringComparison.OrdinalIgnoreCase);
        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Contains("hreflang=\"fr\" href=\"https://ledger.example/xylograph", (await Site.Get(path)).Text);
    }

    [Fact]
    public async Task A_page_leads_to_a_part_of_its_story_once_that_is_sent_and_from_the_tick_at_which_it_opens()
    {
        var part = await Site.Draft(SiteUnderTest.Text(Canary));
        var path = await Site.PathOf(await Site.Publish(SiteUnderTest.Text("A story of parts") with { Groups = [new PackageGroup("g", null, [new ItemLink(LinkKind.SeeAlso, part.Guid)], [])] }));
        await Site.Get(path);
        Assert.NotNull(Site.Cache.Find(path));
        var moment = Site.Now + TimeSpan.FromSeconds(30);
        await Site.Release(part, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(moment) });
        Assert.DoesNotContain(Canary, (await Site.Get(path)).Text);
        Site.Time.Advance(moment - Site.Now - TimeSpan.FromMicroseconds(1));
        Assert.NotNull(Site.Cache.Find(path));
        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Contains(Canary, (await Site.Get(path)).Text);
        await Site.Release(part, ReleaseAction.Kill);
        Assert.DoesNotContain(Canary, (await Site.Get(path)).Text);
    }

    [Fact]
    public async Task Who_comes_after_an_embargo_is_not_told_what_someone_before_it_was()
    {
        var moment = Site.Now + TimeSpan.FromMinutes(1);
        var story = await Site.Publish(Canary, embargo: Embargo.At(moment));
        using var released = new ManualResetEventSlim();
        var painted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Task.Run(() => Site.Cache.Make("/shared", view =>
        {
            var answer = Paint(view, story.Page!);
            painted.SetResult();
            released.Wait();
            return answer;
        }));
        await painted.Task;
        Site.Time.Advance(moment - Site.Now);
        var after = Site.Cache.Make("/shared", view => Paint(view, story.Page!));
        released.Set();
        Assert.Equal(404, (await before).Status);
        Assert.Equal(200, (await after).Status);
    }

    [Fact]
    public async Task A_page_that_was_the_only_one_leads_to_others_a_minute_later_and_differs_in_nothing_else()
    {
        await using var plain = await SiteUnderTest.BesideAsync(Site, cacheBytes: 0, SiteUnderTest.Options);
        var path = await Site.PathOf(await Site.Publish(Canary));
        await Site.Get(path);
        await Site.Publish("Something else");
        var (kept, made) = (await Site.Get(path), await plain.Get(path));
        Assert.DoesNotMatch(CacheHistory.Edge(), kept.Text);
        Assert.Matches(CacheHistory.Edge(), made.Text);
        Assert.Null(CacheHistory.Difference(kept, made));
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Matches(CacheHistory.Edge(), (await Site.Get(path)).Text);
    }

    [Fact]
    public void Whatever_happens_memory_answers_as_a_page_made_now_would() =>
        Gen.Int[0, 999_999].Array[1, 20].Sample(acts =>
        {
            if (Lived(acts).GetAwaiter().GetResult() is { } difference) throw new Xunit.Sdk.XunitException(difference);
        }, iter: 40, threads: 1);

    /// <summary>Each history has a site of its own: what a seed finds once it finds again.</summary>
    private static async Task<string?> Lived(int[] acts)
    {
        await using var site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned);
        await using var plain = await SiteUnderTest.BesideAsync(site, cacheBytes: 0, SiteUnderTest.Sectioned);
        var difference = await new CacheHistory(site, plain).Live(acts);
        Assert.True(site.Cache.Count > 0);
        Assert.Equal(0, plain.Cache.Count);
        return difference;
    }

    [GeneratedRegex("/media/[0-9a-z]{26}\\.jpg")]
    private static partial Regex MediaPath();

    private async Task AllIsAsWithoutACache(Story story)
    {
        await using var plain = await SiteUnderTest.BesideAsync(Site, cacheBytes: 0, SiteUnderTest.Options);
        foreach (var path in Lists.Append(await plain.PathOf(story)))
            for (var round = 0; round < 2; round++)
            {
                var (kept, made) = (await Site.Get(path), await plain.Get(path));
                Assert.Equal((made.Status, CacheHistory.WithoutEdge(made.Text)), (kept.Status, CacheHistory.WithoutEdge(kept.Text)));
            }
    }

    private async Task Race(Story story, string race) => await (race switch
    {
        "kill" => Site.Release(story, ReleaseAction.Kill),
        "hold" => Site.Release(story, ReleaseAction.Hold),
        "takedown" => Site.Release(story, ReleaseAction.Takedown),
        "unpublish" => Site.Release(story, ReleaseAction.Unpublish),
        "embargo set" => Site.Release(story, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.At(Site.Now + TimeSpan.FromHours(1)) }),
        "embargo tightened" => Site.Release(story, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.FurtherNotice }),
        "embargo lifted" => Site.Release(story, ReleaseAction.Lift),
        "held story sent" => Site.Release(story, ReleaseAction.SendAsWas),
        _ => Site.Release(story, ReleaseAction.Writethru, content: SiteUnderTest.Text("Another headline")),
    });

    private static PageAnswer Paint(PublicView view, string page) =>
        view.At(page).Open is { } open ? PageAnswer.Show(new SitePage(Encoding.UTF8.GetBytes(open.Headline), "text/html", null)) : new PageAnswer(404, null);
}
