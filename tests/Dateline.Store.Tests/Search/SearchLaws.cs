using CsCheck;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Search;
using Dateline.Store.Stories;

namespace Dateline.Store.Tests.Search;

/// <summary>What holds for both searches on every database.</summary>
public abstract class SearchLaws : SearchedStore
{
    [Fact]
    public async Task A_published_story_is_found_by_readers_and_the_newsroom_by_any_of_its_words()
    {
        var story = await Publish(Text("Harbour council votes", "<p>The ferry to Kessel stays.</p>") with { Dek = "A narrow majority", Bylines = [new Byline("Ingrid Solheim")], Located = new Place("Kessel") });
        Store.Search.CatchUp();
        foreach (var words in new[] { "harbour", "ferry", "majority", "solheim", "kessel", "HARBOUR ferry", "vote", "ferr*", "\"stays\"", "\"ferry to kessel\"" })
        {
            Assert.Equal([story], Public(words));
            Assert.Equal([story], Newsroom(words));
        }
        foreach (var words in new[] { "budget", "harbour budget", "\"kessel ferry\"", "harbour -ferry", "ferry -\"to kessel\"", "!!!", "xyz*" })
        {
            Assert.Empty(Public(words));
            Assert.Empty(Newsroom(words));
        }
    }

    [Theory]
    [InlineData("Élections à Besançon : l'été des œuvres", "elections besancon oeuvre", "fr")]
    [InlineData("Élections à Besançon : l'été des œuvres", "\"l'ete des œuvres\"", "fr")]
    [InlineData("Søren Łukasiewicz besøger Ærø", "soren lukasiewicz aero", "da")]
    [InlineData("Müller straße", "muller strasse", "de")]
    [InlineData("Олена Марченко їде до Києва", "марченко ЇДЕ", "uk")]
    [InlineData("Йосип Іваненко відповів", "йосип", "uk")]
    [InlineData("Алёна Королёва", "алена королева", "ru")]
    [InlineData("Ο Γιώργος Παπαδόπουλος μίλησε", "γιωργος παπαδοπουλος", "el")]
    [InlineData("東京都知事が会見", "知事", "ja")]
    [InlineData("Ｆｕｌｌ width ﬁgures", "full figures", "en")]
    public async Task Names_are_found_without_their_accents_in_any_script(string headline, string words, string language)
    {
        var story = await Publish(Text(headline, "", language));
        Store.Search.CatchUp();
        Assert.Equal([story], Public(words));
        Assert.Equal([story], Newsroom(words));
    }

    [Fact]
    public async Task Words_spelt_nearly_so_are_those_of_public_headlines_names_and_places_and_go_with_the_last_that_has_them()
    {
        var first = await Publish(Text("Harbour council votes", "<p>A ferryboat.</p>") with { Bylines = [new Byline("Ingrid Solheim")], Located = new Place("Kessel") });
        var second = await Publish(Text("Council rests", ""));
        await Publish(Text("Counsel speaks", ""));
        Store.Search.CatchUp();
        Assert.Equal(["council", "counsel"], Store.Search.Public.Near("councel"));
        Assert.Equal(["solheim"], Store.Search.Public.Near("slohiem"));
        Assert.Equal(["kessel"], Store.Search.Public.Near("ekssel"));
        foreach (var none in new[] { "ferrybot", "council", "cat", "", "kässel", "12345", "'--", "counc%l;" }) Assert.DoesNotContain(none, Store.Search.Public.Near(none));
        Assert.Empty(Store.Search.Public.Near("ferrybot"));
        await Release(first, ReleaseAction.Kill, o => o with { Reason = "False" });
        Store.Search.CatchUp();
        Assert.Equal(["council", "counsel"], Store.Search.Public.Near("councel"));
        Assert.Empty(Store.Search.Public.Near("slohiem"));
        await Release(second, ReleaseAction.Kill, o => o with { Reason = "False" });
        Store.Search.CatchUp();
        Assert.Equal(["counsel"], Store.Search.Public.Near("councel"));
    }

    [Fact]
    public async Task An_answer_that_the_index_overtook_says_that_it_may_not_be_all()
    {
        await Publish(Text("Harbour one", ""));
        Store.Search.CatchUp();
        await Publish(Text("Harbour two", ""));
        var overtaken = false;
        Store.Asked = sql =>
        {
            if (overtaken || !sql.Contains("from story", StringComparison.Ordinal)) return;
            overtaken = true;
            Store.Search.CatchUp();
        };
        var answer = Store.Search.Public.Find(new SearchQuery { Words = "harbour" }).Value!;
        Store.Asked = null;
        Assert.True(overtaken);
        Assert.Single(answer.Hits);
        Assert.Equal(1, answer.Behind);
    }

    [Fact]
    public async Task Letters_that_differ_in_cyrillic_stay_apart()
    {
        await Publish(Text("Мій край", "", "uk"));
        Store.Search.CatchUp();
        Assert.Empty(Public("краи"));
        Assert.Single(Public("край"));
    }

    [Fact]
    public async Task A_word_finds_its_singular_and_its_plural_and_a_quoted_one_only_itself()
    {
        var one = await Publish(Text("An election", ""));
        var more = await Publish(Text("Three elections", ""));
        var horses = await Publish(Text("Des chevaux", "", "fr"));
        Store.Search.CatchUp();
        Assert.Equal([more, one], Public("election"));
        Assert.Equal([more, one], Public("elections"));
        Assert.Equal([one], Public("\"election\""));
        Assert.Equal([horses], Public("cheval"));
    }

    [Fact]
    public async Task Every_filter_holds_alone_and_with_words()
    {
        var np = (await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", "{}", "test"))).Id;
        var en = Text("Bank holds rate", "<p>Markets calm.</p>") with { Slugline = Slugline.From("BANK-RATE"), Subjects = [new Concept("medtop:20000350", "central bank")], Places = [new Place("Lindau", "geo:77")], Bylines = [new Byline("Ingrid Solheim")] };
        var first = await Publish(en, s => s with { Source = np, Desk = "money" });
        Time.Advance(TimeSpan.FromDays(3));
        var second = await Publish(Text("La banque maintient son taux", "", "fr") with { Slugline = Slugline.From("BANQUE") });
        var draft = await Draft("Bank draft");
        Store.Search.CatchUp();

        Assert.Equal([first], Newsroom(new SearchQuery { Language = "en", States = [StoryState.Published] }));
        Assert.Equal([second], Newsroom(new SearchQuery { Slugline = "banq" }));
        Assert.Equal([second, first], Newsroom(new SearchQuery { Slugline = "Ban" }));
        Assert.Equal([first], Newsroom(new SearchQuery { Slugline = "bank-" }));
        Assert.Equal([first], Newsroom(new SearchQuery { Subject = "medtop:20000350" }));
        Assert.Empty(Newsroom(new SearchQuery { Subject = "medtop:2000035" }));
        Assert.Equal([first], Newsroom(new SearchQuery { Place = "lindau" }));
        Assert.Equal([first], Newsroom(new SearchQuery { Place = "geo:77" }));
        Assert.Equal([first], Newsroom(new SearchQuery { Person = "Solheim" }));
        Assert.Equal([first], Newsroom(new SearchQuery { Source = np }));
        Assert.Equal([first], Newsroom(new SearchQuery { Desk = "money", Words = "markets" }));
        Assert.Equal([draft], Newsroom(new SearchQuery { States = [StoryState.Draft, StoryState.Killed], Words = "bank" }));
        Assert.Equal([draft, second, first], Newsroom(new SearchQuery { Kind = ItemKind.Text }));
        Assert.Empty(Newsroom(new SearchQuery { Kind = ItemKind.Picture }));
        Assert.Equal([draft, second], Newsroom(new SearchQuery { From = Now }));
        Assert.Equal([first], Newsroom(new SearchQuery { Before = Now }));
        Assert.Equal([first], Newsroom(new SearchQuery { From = Now - TimeSpan.FromDays(3), Before = Now - TimeSpan.FromDays(2) }));
        Assert.Empty(Newsroom(new SearchQuery { From = Now - TimeSpan.FromDays(3) + TimeSpan.FromMicroseconds(1), Before = Now }));
        Assert.Empty(Newsroom(new SearchQuery { From = Now, Before = Now }));
        Assert.Equal([draft, second, first], Newsroom(new SearchQuery()));

        Assert.Equal([second], Public(new SearchQuery { Language = "fr" }));
        Assert.Equal([first], Public(new SearchQuery { Subject = "medtop:20000350", Before = Now }));
    }

    [Fact]
    public async Task Any_of_many_subjects_is_enough_and_days_are_those_of_the_zone()
    {
        var story = await Publish(Text("Bank holds rate", "") with { Subjects = [new Concept("medtop:20000350", "central bank")] });
        await Publish(Text("Something else", ""));
        Store.Search.CatchUp();
        string[] many = [.. Enumerable.Range(0, 300).Select(n => $"medtop:2000{n:0000}"), "medtop:20000350"];
        Assert.Equal([story], Public(new SearchQuery { AnySubject = many }));
        Assert.Empty(Public(new SearchQuery { AnySubject = many[..^2] }));

        var (utc, kiritimati) = (Day(TimeZoneInfo.Utc), Day(TimeZoneInfo.CreateCustomTimeZone("+14", TimeSpan.FromHours(14), null, null)));
        Assert.Equal(DateOnly.FromDateTime(Now.ToDateTimeOffset().UtcDateTime), utc);
        Assert.Equal(DateOnly.FromDateTime(Now.ToDateTimeOffset().UtcDateTime.AddHours(14)), kiritimati);

        DateOnly Day(TimeZoneInfo zone) => DateOnly.Parse(Store.Search.Public.Find(new SearchQuery { WithFacets = true, Zone = zone }).Value!.Facets!.Facets["day"].Single().Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task What_became_public_between_two_moments_is_listed_and_the_moments_beside_it_are_known()
    {
        var start = Now;
        var stories = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            stories.Add(await Publish(Text("Story " + i, "")));
            Time.Advance(TimeSpan.FromHours(1));
        }
        await Publish(Text("Hidden", ""), order: o => o with { UsableFrom = Embargo.FurtherNotice });
        var hour = TimeSpan.FromHours(1);
        Assert.Equal([stories[1]], Store.Read(db => PublicStories.ListedBetween(db, "en", Now, start + hour, start + hour * 2, 10)).Select(s => s.Id));
        Assert.Equal([stories[2], stories[1]], Store.Read(db => PublicStories.ListedBetween(db, null, Now, start + hour, Instant.FarFuture, 10)).Select(s => s.Id));
        Assert.Equal(start, Store.Read(db => PublicStories.NewestBefore(db, "en", Now, start + hour)));
        Assert.Equal(start + hour * 2, Store.Read(db => PublicStories.OldestFrom(db, null, Now, start + hour + TimeSpan.FromMicroseconds(1))));
        Assert.Null(Store.Read(db => PublicStories.OldestFrom(db, null, Now, start + hour * 3)));
        Assert.Null(Store.Read(db => PublicStories.NewestBefore(db, "fr", Now, Instant.FarFuture)));
    }

    [Theory]
    [InlineData("ferry", "Ferries stop", "[Ferries] stop"), InlineData("kess*", "To Kessel and back", "To [Kessel] and back"), InlineData("\"port clare\"", "In Port Clare", "In [Port] [Clare]")]
    [InlineData("élu", "L’elu, l’ÉLU", "L’[elu], l’[ÉLU]"), InlineData("-harbour", "The harbour", "The harbour"), InlineData("", "Nothing", "Nothing")]
    public void Words_that_were_found_are_marked_in_what_is_shown(string asked, string text, string marked) =>
        Assert.Equal(marked, string.Concat(SearchMarks.Of(asked).In(text).Select(p => p.IsFound ? $"[{p.Text}]" : p.Text)));

    [Fact]
    public async Task The_public_index_knows_nothing_of_sluglines_notes_desks_sources_and_captions()
    {
        await Publish(Text("Headline", "<p>Body</p>") with
        {
            Slugline = Slugline.From("CANARYSLUG"),
            EdNote = "canaryednote",
            StaffNote = "canarystaff",
            Keywords = ["canarykey"],
            Credit = "canarycredit",
            Pictures = [new Picture { Caption = "canarycaption", Alt = "canaryalt" }],
        }, s => s with { Desk = "canarydesk" });
        Store.Search.CatchUp();
        Assert.Single(Public("headline"));
        foreach (var word in new[] { "canary*", "canaryslug", "canaryednote", "canarystaff", "canarykey", "canarycredit", "canarycaption" }) Assert.Empty(Public(word));
        Assert.Empty(Public(new SearchQuery { Slugline = "canary" }));
        Assert.Empty(Public(new SearchQuery { Desk = "canarydesk" }));
        Assert.Empty(Public(new SearchQuery { States = [StoryState.Published] }));
        Assert.Single(Newsroom("canaryslug canaryednote canarystaff canarykey canarycredit canarycaption canaryalt"));
    }

    [Fact]
    public async Task An_embargoed_story_is_found_from_its_instant_on_and_not_a_tick_before()
    {
        var until = Now + TimeSpan.FromMinutes(2);
        var story = await Publish(Text("Bank holds rate", ""), order: o => o with { UsableFrom = Embargo.At(until) });
        Store.Search.CatchUp();
        Assert.Equal([story], Newsroom("bank"));
        Assert.Empty(Public("bank"));

        Time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromMicroseconds(1));
        await Store.Write(Timetable.RunDue);
        Store.Search.CatchUp();
        Assert.Empty(Public("bank"));
        Assert.Equal(0, PublicTotal("bank"));

        Time.Advance(TimeSpan.FromMicroseconds(1));
        await Store.Write(Timetable.RunDue);
        Store.Search.CatchUp();
        Assert.Equal([story], Public("bank"));
        Assert.Equal(1, PublicTotal("bank"));
    }

    [Theory]
    [InlineData(ReleaseAction.Kill)]
    [InlineData(ReleaseAction.Takedown)]
    [InlineData(ReleaseAction.Hold)]
    [InlineData(ReleaseAction.Unpublish)]
    [InlineData(ReleaseAction.ChangeEmbargo)]
    public async Task What_stops_being_public_is_found_no_more_from_that_commit_on_though_no_indexer_runs(ReleaseAction action)
    {
        var story = await Publish(Text("A claim that was false", ""));
        var other = await Publish(Text("A claim that was true", ""));
        Store.Search.CatchUp();
        Assert.Equal([other, story], Public("claim"));

        await Release(story, action, o => o with { Reason = "False", UsableFrom = action == ReleaseAction.ChangeEmbargo ? Embargo.At(Now + TimeSpan.FromDays(1)) : null });
        foreach (var order in new[] { SearchOrder.Latest, SearchOrder.Relevance })
        {
            Assert.Equal([other], Public(new SearchQuery { Words = "claim", Order = order }));
            Assert.Empty(Public(new SearchQuery { Words = "false", Order = order }));
        }
        Assert.Equal(1, PublicTotal("claim"));
        Assert.Equal(0, PublicTotal("false"));
        Store.Search.CatchUp();
        Assert.Empty(Public("false"));
        Assert.Equal(1, PublicTotal("claim"));
    }

    [Fact]
    public async Task A_story_whose_terms_end_is_found_no_more_from_that_microsecond_on()
    {
        var ends = Now + TimeSpan.FromHours(1);
        await Publish(Text("Exhibition opens", "") with { Rights = new Rights { Expires = ends } });
        Store.Search.CatchUp();
        Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        Assert.Single(Public("exhibition"));
        Assert.Equal(1, PublicTotal("exhibition"));
        Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Empty(Public("exhibition"));
        Assert.Equal(0, PublicTotal("exhibition"));
        await Store.Write(Timetable.RunDue);
        Store.Search.CatchUp();
        Assert.Empty(Public("exhibition"));
        Assert.Single(Newsroom("exhibition"));
    }

    [Fact]
    public async Task Words_that_a_correction_took_out_find_nothing_from_that_commit_on()
    {
        var story = await Publish(Text("Toll is 12", ""));
        Store.Search.CatchUp();
        await Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story, Content = Text("Toll is 9", ""), Order = new ReleaseOrder { Action = ReleaseAction.Correct, By = "key:test", EdNote = "CORRECTS toll", Notice = "The toll was wrong." } }));
        Assert.Empty(Public("12"));
        Assert.Equal(0, PublicTotal("12"));
        Store.Search.CatchUp();
        Assert.Empty(Public("12"));
        Assert.Equal([story], Public("9"));
    }

    [Fact]
    public async Task The_words_of_a_story_taken_down_are_sealed_for_staff_too()
    {
        var story = await Publish(Text("Name of the accused", ""));
        Store.Search.CatchUp();
        await Release(story, ReleaseAction.Takedown, o => o with { Reason = "Court order" });
        Assert.Empty(Newsroom("accused"));
        Store.Search.CatchUp();
        Assert.Empty(Newsroom("accused"));
        Assert.Equal([story], Newsroom(new SearchQuery { States = [StoryState.TakenDown] }));
    }

    [Fact]
    public async Task A_new_lead_takes_the_address_and_its_predecessor_leaves_the_search()
    {
        var first = await Publish(Text("Talks begin", ""));
        var lead = await Store.Write(tx =>
        {
            var before = StoryTable.Find(tx.Db, first)!;
            var next = Releases.NewStory(tx, ItemKind.Text, Text("Talks end", "")) with { Chain = before.Chain, Links = [new ItemLink(LinkKind.EvolvedFrom, before.Guid)] };
            StoryTable.Insert(tx, next);
            return next.Id;
        });
        await Release(lead, ReleaseAction.NewLead);
        Assert.Empty(Public("begin"));
        Store.Search.CatchUp();
        Assert.Equal([lead], Public("talks"));
        Assert.Empty(Public("begin"));
        Assert.Equal([lead, first], Newsroom("talks"));
    }

    [Fact]
    public async Task An_advisory_and_a_story_not_for_the_web_are_the_newsrooms_alone()
    {
        await Publish(Text("Advisory digest", ""), s => s with { Standing = Standing.NeverSent with { IsAdvisory = true } });
        await Publish(Text("Printed digest", "") with { Rights = new Rights { NoWeb = true } });
        Store.Search.CatchUp();
        Assert.Empty(Public("digest"));
        Assert.Equal(2, Newsroom("digest").Count);
    }

    [Fact]
    public async Task Paging_shows_every_story_once_in_order_also_while_stories_come_and_go()
    {
        var stories = new List<Guid>();
        for (var n = 0; n < 25; n++)
        {
            if (n % 4 == 0) Time.Advance(TimeSpan.FromSeconds(1));
            stories.Add(await Publish(Text(n % 3 == 0 ? "Storm in the valley" : "Weather", n % 3 == 0 ? "" : "<p>storm</p>")));
        }
        Store.Search.CatchUp();
        foreach (var order in new[] { SearchOrder.Latest, SearchOrder.Relevance })
            for (var count = 1; count <= 7; count += 3)
            {
                var query = new SearchQuery { Words = "storm", Order = order, Count = count };
                var expected = order == SearchOrder.Latest ? Enumerable.Range(0, 25).Reverse() : Enumerable.Range(0, 25).Reverse().OrderBy(n => n % 3 != 0);
                Assert.Equal(expected.Select(n => stories[n]), Pages(query, q => Store.Search.Public.Find(q).Value!, h => h.Story.Id));
                Assert.Equal(expected.Select(n => stories[n]), Pages(query, q => Store.Search.Newsroom.Find(q).Value!, s => s.Id));
            }

        var first = Store.Search.Public.Find(new SearchQuery { Words = "storm", Count = 10 }).Value!;
        await Release(first.Hits[9].Story.Id, ReleaseAction.Kill, o => o with { Reason = "False" });
        var late = await Publish(Text("Storm again", ""));
        Store.Search.CatchUp();
        var rest = Pages(new SearchQuery { Words = "storm", Count = 10, After = first.Next }, q => Store.Search.Public.Find(q).Value!, h => h.Story.Id);
        Assert.Superset(stories.Take(15).ToHashSet(), rest.ToHashSet());
        Assert.DoesNotContain(late, rest);
        Assert.Equal(rest.Count, rest.Distinct().Count());
    }

    [Fact]
    public async Task Facets_count_what_matches_and_stop_at_a_thousand()
    {
        var np = (await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", "{}", "test"))).Id;
        await Task.WhenAll(Enumerable.Range(0, 1003).Select(n => Publish(Text("Grain price", "") with { Subjects = [new Concept("medtop:04000000", "economy"), .. n < 3 ? new[] { new Concept("medtop:rare") } : []] }, s => s with { Source = np })));
        await Publish(Text("Prix du grain", "", "fr"));
        Store.Search.CatchUp();
        var facets = Store.Search.Newsroom.Find(new SearchQuery { Words = "grain", WithFacets = true, Count = 1 }).Value!.Facets!;
        Assert.Equal(new SearchCount(1000, true), facets.Total);
        Assert.Equal([new("en", null, new(1000, true)), new("fr", null, new(1, false))], facets.Facets["language"]);
        Assert.Equal([new("medtop:04000000", "economy", new(1000, true)), new("medtop:rare", null, new(3, false))], facets.Facets["subject"]);
        Assert.Equal([new("np", null, new(1000, true))], facets.Facets["source"]);
        Assert.Equal("2026-08-24", facets.Facets["day"].Single().Value);
        Assert.Equal(1, Store.Search.Public.Find(new SearchQuery { Words = "prix", WithFacets = true }).Value!.Facets!.Total.Value);
        Assert.DoesNotContain("desk", Store.Search.Public.Find(new SearchQuery { WithFacets = true }).Value!.Facets!.Facets.Keys);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"\"a' OR 1=1 --")]
    [InlineData("NEAR(a b, 5) AND OR NOT")]
    [InlineData("head:x {tags}:a ^a a:* :* & | ! <-> ()")]
    [InlineData("'; drop table words; --")]
    [InlineData("-")]
    [InlineData("- -- --a -\"")]
    [InlineData("* ** a* \"*\" *a")]
    [InlineData("a\0b \uFFFF \uD800 \uDC00x")]
    [InlineData("\\ \\' '' ''' \\\"")]
    [InlineData("%s ${x} {{7*7}} <script>")]
    [InlineData("\u0301 \u0301* -\u0301")]
    public void No_text_breaks_a_query(string words) => Ask(words);

    [Fact]
    public void No_random_text_breaks_a_query()
    {
        var pieces = Gen.OneOfConst("\"", "-", "*", "(", ")", ":", "AND", "OR", "NOT", "NEAR", "'", "\\", "a", "ab*", " ", "&", "|", "!", "<->", "^", "{", "}", "\0", "\uD83D", "é", "東", "\u0308", "=a", "\uE000");
        Gen.OneOf(pieces.Array[0, 30].Select(string.Concat), Gen.String).Sample(Ask, iter: 300, threads: 1);
    }

    [Fact]
    public async Task Too_many_words_and_a_place_that_is_none_are_refused_with_a_reason()
    {
        await Publish(Text("Storm", ""));
        Store.Search.CatchUp();
        Assert.Equal("query-bad", Store.Search.Public.Find(new SearchQuery { Words = string.Join(' ', Enumerable.Range(0, 40)) }).Refusal!.Code);
        Assert.Equal("query-bad", Store.Search.Public.Find(new SearchQuery { Count = 0 }).Refusal!.Code);
        foreach (var after in new[] { "x", "1", "-1", ".", "1.", "1.'; --", "99999999999999999999.a", "~1" })
        {
            Assert.Equal("after", Store.Search.Public.Find(new SearchQuery { After = after }).Refusal!.Field);
            Assert.Equal("after", Store.Search.Newsroom.Find(new SearchQuery { After = after + "~", Order = SearchOrder.Relevance }).Refusal!.Field);
        }
    }

    [Fact]
    public async Task A_story_too_long_for_any_index_is_found_by_its_beginning()
    {
        var text = StoryHtml.FromParagraphs(Enumerable.Range(0, 2000).Select(p => string.Join(' ', Enumerable.Range(0, 60).Select(n => "w" + (p * 60 + n)))));
        var story = await Publish(Text("Telephone book", "") with { Body = text });
        var after = await Publish(Text("After", ""));
        Store.Search.CatchUp();
        Assert.Equal([story], Public("telephone w17"));
        Assert.Equal([after], Public("after"));
    }

    private void Ask(string words)
    {
        if (!_indexed) Store.Search.CatchUp();
        _indexed = true;
        foreach (var order in new[] { SearchOrder.Latest, SearchOrder.Relevance })
        {
            var query = new SearchQuery { Words = words, Order = order, Language = words, Slugline = words, Subject = words, Place = words, Person = words, Desk = words };
            foreach (var q in new[] { query, new SearchQuery { Words = words, Order = order } })
            {
                Assert.True(Store.Search.Public.Find(q) is { IsDone: true } or { Refusal.Code: "query-bad" });
                Assert.True(Store.Search.Newsroom.Find(q) is { IsDone: true } or { Refusal.Code: "query-bad" });
            }
        }
        Assert.Null(Store.Search.LastFailure);
    }

    private bool _indexed;

    private static List<Guid> Pages<T>(SearchQuery query, Func<SearchQuery, SearchAnswer<T>> find, Func<T, Guid> id)
    {
        var all = new List<Guid>();
        while (true)
        {
            var page = find(query);
            Assert.True(page.Hits.Count <= query.Count);
            all.AddRange(page.Hits.Select(id));
            if (page.Next is null) return all;
            query = query with { After = page.Next };
        }
    }
}

public sealed class SearchOnSqlite : SearchLaws
{
    protected override bool OnPostgres => false;
}

public sealed class SearchOnPostgres : SearchLaws
{
    protected override bool OnPostgres => true;
}
