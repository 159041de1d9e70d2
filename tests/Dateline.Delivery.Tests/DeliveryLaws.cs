using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Tests;

/// <summary>What is promised to clients, on every database. The known failures of other systems come first.</summary>
public abstract class DeliveryLaws : AgencyLaws
{
    // Known failure 1 of promises.md: the kill is delivered, and the version before it is tried again after it.
    [Fact]
    public async Task A_version_that_failed_is_not_tried_again_after_the_kill()
    {
        await A.Client("ledger");
        A.Wire.Answer("ledger", seen => seen.Status == PubStatus.Usable ? ClientsEnd.Says(503) : ClientsEnd.Ok);
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromHours(2), TimeSpan.FromMinutes(1));
        Assert.Equal("v1 kill2", A.Wire.Versions("ledger"));
    }

    // Known failure 2 of promises.md: marked in progress before it is sent, and stranded for ever by a crash.
    [Fact]
    public async Task An_attempt_that_a_crash_cut_off_is_known_as_unknown_and_made_again()
    {
        var ledger = await A.Client("ledger");
        A.Wire.Hang("ledger", ClientsEnd.Lost);
        await A.Published();
        A.Restart();
        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal("v1", A.Wire.Versions("ledger"));
        await A.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal("v1 v1", A.Wire.Versions("ledger"));
        var delivery = Assert.Single(A.Store.Read(db => DeliveryTable.Latest(db, ledger.Id, 10)));
        Assert.Equal([AttemptOutcome.Unknown, AttemptOutcome.Arrived], A.Store.Read(db => DeliveryTable.Attempts(db, delivery.Id)).Select(a => a.Outcome!.Value));
        Assert.Equal(A.Wire.By("ledger")[0].Id, A.Wire.By("ledger")[1].Id);
    }

    // Known failure 3 of promises.md: any 4xx taken as final.
    [Theory]
    [InlineData(400, true)]
    [InlineData(408, false)]
    [InlineData(429, false)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    [InlineData(301, false)]
    public async Task No_answer_but_gone_is_final(int status, bool isOfThisOne)
    {
        await A.Client("ledger");
        A.Wire.Answer("ledger", ClientsEnd.Says(status, isOfThisOne));
        await A.Published();
        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal("v1 v1", A.Wire.Versions("ledger"));
    }

    // Known failure 4 of promises.md: an embargo that is only a label, or ends early by rounding.
    [Fact]
    public async Task Embargoed_copy_is_held_until_its_very_moment_except_for_who_gets_it_in_advance()
    {
        await A.Client("ledger");
        await A.Client("advance", inAdvance: true);
        var until = A.Now + TimeSpan.FromMinutes(10);
        var story = await A.Draft();
        await A.Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(until) });
        await A.Settle();
        A.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMicroseconds(1));
        await A.Store.Write(Timetable.RunDue);
        await A.Settle();
        Assert.Equal(("", "v1"), (A.Wire.Versions("ledger"), A.Wire.Versions("advance")));
        A.Time.Advance(TimeSpan.FromMicroseconds(1));
        await A.Store.Write(Timetable.RunDue);
        await A.Settle();
        Assert.Equal(("v1", "v1"), (A.Wire.Versions("ledger"), A.Wire.Versions("advance")));
        Assert.Contains("embargoed", A.Wire.By("advance")[0].Text, StringComparison.Ordinal);
    }

    // Known failure 5 of promises.md: recipients of a correction read from a queue that was purged.
    [Fact]
    public async Task A_correction_reaches_everyone_who_had_it_though_the_queue_is_gone_and_their_filter_has_changed()
    {
        await A.Client("ledger", "slugline has VISIT");
        await A.Client("other", "slugline has MINE");
        var story = await A.Published();
        await A.Store.Write(tx => tx.Db.Execute("delete from delivery"));
        await A.Status("ledger", ClientStatus.Active, "slugline has SPORT");
        await A.Release(story, ReleaseAction.Correct);
        await A.Settle();
        Assert.Equal("v1 v2", A.Wire.Versions("ledger"));
        Assert.Equal("", A.Wire.Versions("other"));
    }

    [Theory]
    [InlineData(ClientStatus.Suspended)]
    [InlineData(ClientStatus.Ended)]
    [InlineData(ClientStatus.Paused)]
    public async Task A_kill_reaches_whoever_was_attempted_whatever_became_of_the_contract(ClientStatus status)
    {
        await A.Client("ledger", "slugline has VISIT");
        A.Wire.Answer("ledger", seen => seen.Status == PubStatus.Usable ? ClientsEnd.Lost : ClientsEnd.Ok);
        var story = await A.Published();
        await A.Status("ledger", status, "slugline has SPORT");
        await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        Assert.Equal("v1 kill2", A.Wire.Versions("ledger"));
        // The version that got no answer may still land: the kill is sent once more when it no longer can.
        await A.Pass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        Assert.Equal("v1 kill2 kill2", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_destination_takes_of_its_clients_news_what_it_asks_for_and_whatever_becomes_of_what_it_has()
    {
        var ledger = await A.Client("ledger", "slugline has KESSEL");
        await A.Store.Write(tx => Destinations.Save(tx, ledger with { Only = "language is fr and kind is text" }, "test"));
        await A.Store.Write(tx => Destinations.Save(tx, ledger with { Code = "ledger-en", Options = """{"to":"ledger-en"}""", Only = "not language is fr" }, "test"));
        await A.Store.Write(tx => Destinations.Save(tx, ledger with { Code = "ledger-odd", Options = """{"to":"ledger-odd"}""", Only = "a word that no filter has" }, "test"));
        var english = await A.Published();
        var french = await A.Draft("KESSEL-VISITE", s => s with { Content = s.Content with { Language = Language.From("fr") } });
        await A.Release(french, ReleaseAction.Publish);
        await A.Published("VISIT");
        await A.Settle();
        var (theirs, other) = (await A.GuidOf(french), await A.GuidOf(english));
        Assert.Equal([theirs], A.Wire.By("ledger").Select(s => s.Guid));
        Assert.Equal([other], A.Wire.By("ledger-en").Select(s => s.Guid));
        // What can't be read limits nothing.
        Assert.Equal([other, theirs], A.Wire.By("ledger-odd").Select(s => s.Guid));

        // Whoever has a story gets what becomes of it, whatever they take now.
        await A.Store.Write(tx => Destinations.Save(tx, ledger with { Only = "language is de" }, "test"));
        await A.Release(french, ReleaseAction.Correct);
        await A.Release(english, ReleaseAction.Kill);
        await A.Settle();
        Assert.Equal("v1 v2", A.Wire.Versions("ledger"));
        Assert.Equal(PubStatus.Canceled, A.Wire.By("ledger-en")[^1].Status);
    }

    [Fact]
    public async Task A_takedown_reaches_whoever_has_the_story_though_its_versions_are_sealed()
    {
        await A.Client("ledger");
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Takedown);
        await A.Settle();
        Assert.Equal("v1 kill2", A.Wire.Versions("ledger"));
        Assert.DoesNotContain("headline", A.Wire.By("ledger")[1].Text.Replace("headlines", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_client_that_pauses_before_its_first_version_went_gets_the_newest_and_nothing_else()
    {
        var ledger = await A.Client("ledger");
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.Paused, "works on its server", "test"); return 0; });
        var story = await A.Published();
        await A.Status("ledger", ClientStatus.Paused);
        await A.Release(story, ReleaseAction.Writethru);
        await A.Settle();
        await A.Status("ledger", ClientStatus.Active);
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.On, null, "test"); return 0; });
        await A.Settle();
        Assert.Equal("v2", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_version_that_its_embargo_kept_back_goes_when_that_ends()
    {
        var ledger = await A.Client("ledger");
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.Paused, "works on its server", "test"); return 0; });
        var story = await A.Published();
        await A.Release(story, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromMinutes(5)) });
        await A.Settle();
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.On, null, "test"); return 0; });
        await A.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal("", A.Wire.Versions("ledger"));
        await A.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("v2", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_withdrawal_that_takes_the_place_of_an_unconfirmed_one_takes_its_alarm_too()
    {
        await A.Client("ledger");
        var story = await A.Published();
        A.Wire.Answer("ledger", ClientsEnd.Down);
        await A.Release(story, ReleaseAction.Hold);
        await A.Pass(TimeSpan.FromMinutes(6));
        var alarm = Assert.Single(Alarms("withdrawal-open"));
        await A.Release(story, ReleaseAction.Kill);
        await A.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(alarm.Id, Assert.Single(Alarms("withdrawal-open")).Id);
        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromMinutes(2));
        Assert.Empty(Alarms("withdrawal-open"));
    }

    [Fact]
    public async Task Attempts_that_fail_together_are_one_failure_of_their_destination()
    {
        var ledger = await A.Client("ledger");
        await A.Store.Write(tx => Destinations.Save(tx, ledger with { Concurrency = 5 }, "test"));
        A.Wire.Answer("ledger", ClientsEnd.Down);
        foreach (var slug in new[] { "ONE", "TWO", "THREE", "FOUR", "FIVE" }) await A.Release(await A.Draft(slug), ReleaseAction.Publish);
        await A.Settle();
        Assert.Equal(5, A.Wire.By("ledger").Count);
        Assert.Equal(1, A.Store.Read(db => Destinations.Find(db, ledger.Id))!.Failures);
    }

    [Fact]
    public async Task What_a_replay_brought_is_not_sent_again_by_the_delivery_that_it_repeats()
    {
        var ledger = await A.Client("ledger");
        A.Wire.Answer("ledger", ClientsEnd.Says(422, isOfThisOne: true));
        await A.Published();
        A.Wire.Accept("ledger");
        var waiting = Assert.Single(A.Store.Read(db => DeliveryTable.Latest(db, ledger.Id, 10)));
        await A.Store.Write(tx => DeliveryTable.Replay(tx, waiting, tx.Now, "key:desk"));
        await A.Settle();
        await A.Pass(TimeSpan.FromHours(2), TimeSpan.FromMinutes(1));
        Assert.Equal("v1 v1", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_replay_never_goes_after_a_newer_version_that_may_have_arrived_though_that_was_withdrawn_since()
    {
        var ledger = await A.Client("ledger");
        var story = await A.Published();
        A.Wire.Answer("ledger", ClientsEnd.Lost);
        await A.Release(story, ReleaseAction.Writethru);
        await A.Settle();
        // Its second version may have arrived, and is not tried again: the contract is over, for an hour.
        await A.Status("ledger", ClientStatus.Ended);
        await A.Pass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        A.Wire.Accept("ledger");
        await A.Status("ledger", ClientStatus.Active);
        await A.Pass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        Assert.Equal("v1 v2", A.Wire.Versions("ledger"));

        var (first, second) = A.Store.Read(db => DeliveryTable.OfStory(db, story, ledger.Id)) is [var one, var two] ? (one, two) : throw new InvalidOperationException();
        await A.Store.Write(tx => { DeliveryTable.Replay(tx, first, tx.Now, "test"); return 0; });
        await A.Pass(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
        Assert.Equal("v1 v2", A.Wire.Versions("ledger"));
        // The newer one itself may be replayed.
        await A.Store.Write(tx => { DeliveryTable.Replay(tx, second, tx.Now, "test"); return 0; });
        await A.Pass(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
        Assert.Equal("v1 v2 v2", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task Whoever_never_had_it_hears_nothing_of_a_kill()
    {
        await A.Client("ledger", "slugline has MINE");
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        Assert.Empty(A.Wire.All);
    }

    [Fact]
    public async Task A_kill_does_not_wait_for_a_version_on_its_way_and_is_sent_again_when_that_may_have_landed()
    {
        await A.Client("ledger");
        A.Wire.Hang("ledger", ClientsEnd.Lost);
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        Assert.Equal("v1 kill2", A.Wire.Versions("ledger"));
        var flying = A.Dispatcher.UnderWay.ToArray();
        A.Wire.LetGo();
        await Task.WhenAll(flying);
        await A.Pass(TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(1));
        Assert.Equal("v1 kill2", A.Wire.Versions("ledger"));
        await A.Pass(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
        Assert.Equal("v1 kill2 kill2", A.Wire.Versions("ledger"));
        var (first, again) = (A.Wire.By("ledger")[1], A.Wire.By("ledger")[2]);
        Assert.NotEqual(first.Id, again.Id);
        Assert.Equal(first.Id, again.ReplayOf);
        await A.Pass(TimeSpan.FromHours(2), TimeSpan.FromMinutes(5));
        Assert.Equal(3, A.Wire.By("ledger").Count);
    }

    [Fact]
    public async Task A_release_reaches_each_client_whose_product_holds_it_once()
    {
        await A.Client("ledger", "slugline has VISIT");
        await A.Client("sport", "slugline has CYC");
        await A.Client("all");
        await A.Published();
        await A.Pass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));
        Assert.Equal(("v1", "", "v1"), (A.Wire.Versions("ledger"), A.Wire.Versions("sport"), A.Wire.Versions("all")));
        Assert.Equal(1, A.Wire.By("ledger")[0].Sequence);
    }

    [Fact]
    public async Task Of_versions_that_wait_only_the_newest_goes()
    {
        await A.Client("ledger");
        A.Wire.Answer("ledger", ClientsEnd.Down);
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Writethru);
        await A.Release(story, ReleaseAction.Writethru);
        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("v1 v3", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_client_that_does_not_answer_delays_nobody_else()
    {
        await A.Client("hole");
        await A.Client("ledger");
        A.Wire.Hang("hole", ClientsEnd.Lost);
        await A.Published("ONE");
        await A.Published("TWO");
        await A.Published("THREE");
        Assert.Equal("v1 v1 v1", A.Wire.Versions("ledger"));
        Assert.Single(A.Wire.By("hole"));
    }

    [Fact]
    public async Task What_one_client_refuses_for_its_content_does_not_hold_up_the_next_story()
    {
        await A.Client("ledger");
        A.Wire.Answer("ledger", seen => seen.Text.Contains("ONE", StringComparison.Ordinal) ? ClientsEnd.Says(422, isOfThisOne: true) : ClientsEnd.Ok);
        await A.Published("ONE");
        await A.Published("TWO");
        Assert.Equal(2, A.Wire.By("ledger").Count);
    }

    [Fact]
    public async Task A_kill_without_receipt_is_an_alarm_after_five_minutes_escalates_after_fifteen_and_ends_by_a_receipt()
    {
        await A.Client("ledger");
        await A.Client("radio");
        var story = await A.Published();
        A.Wire.Answer("ledger", ClientsEnd.Down);
        var killed = await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        await A.Pass(TimeSpan.FromMinutes(4.75));
        Assert.Equal([], Alarms("withdrawal-open"));
        await A.Pass(TimeSpan.FromMinutes(0.25));
        Assert.Contains("Call Night desk, 555 0100", Assert.Single(Alarms("withdrawal-open")).Text, StringComparison.Ordinal);
        Assert.Equal([], Alarms("withdrawal-escalated"));
        await A.Pass(TimeSpan.FromMinutes(10));
        Assert.Contains("has still not confirmed", Assert.Single(Alarms("withdrawal-escalated")).Text, StringComparison.Ordinal);
        AudienceIsReceiptsAndAlarms(killed.Position!.Value, receipts: 1, alarms: 1);
        // Every minute in the first hour: fifteen minutes are about fifteen attempts.
        Assert.InRange(A.Wire.By("ledger").Count, 13, 20);

        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal([], Alarms("withdrawal-open"));
        AudienceIsReceiptsAndAlarms(killed.Position!.Value, receipts: 2, alarms: 0);
    }

    [Fact]
    public async Task The_alarm_of_a_kill_is_not_closed_by_being_seen()
    {
        await A.Client("ledger");
        var story = await A.Published();
        A.Wire.Answer("ledger", ClientsEnd.Down);
        var killed = await A.Release(story, ReleaseAction.Kill);
        await A.Pass(TimeSpan.FromMinutes(6));
        var alarm = Assert.Single(Alarms("withdrawal-open"));

        Assert.Equal("withdrawal-open", (await A.Store.Write(tx => Dateline.Store.Keeping.Alarms.Acknowledge(tx, alarm.Id, "key:desk")))?.Code);
        Assert.Equal(alarm.Id, Assert.Single(Alarms("withdrawal-open")).Id);
        await A.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal("withdrawal-open", (await A.Store.Write(tx => Dateline.Store.Keeping.Alarms.Acknowledge(tx, alarm.Id, "key:desk")))?.Code);
        AudienceIsReceiptsAndAlarms(killed.Position!.Value, receipts: 0, alarms: 1);

        Assert.True(await A.Store.Write(tx => DeliveryTable.Confirm(tx, Assert.Single(DeliveryTable.OpenWithdrawals(tx.Db)).Id, "phoned Ana at 06:17", "key:duty")));
        AudienceIsReceiptsAndAlarms(killed.Position!.Value, receipts: 1, alarms: 0);
        Assert.Equal("unknown", (await A.Store.Write(tx => Dateline.Store.Keeping.Alarms.Acknowledge(tx, alarm.Id, "key:desk")))?.Code);
    }

    [Fact]
    public async Task A_named_person_closes_a_kill_that_nothing_else_could()
    {
        var ledger = await A.Client("ledger");
        var story = await A.Published();
        A.Wire.Answer("ledger", new AttemptResult(AttemptOutcome.Refused, "They answered 410.") { Status = 410, IsGone = true });
        var killed = await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        var open = Assert.Single(A.Store.Read(DeliveryTable.OpenWithdrawals));
        Assert.Equal(DeliveryState.GivenUp, open.State);
        Assert.Single(Alarms("withdrawal-open"));
        Assert.Equal(DestinationState.Off, A.Store.Read(db => Destinations.Find(db, ledger.Id))!.State);

        Assert.True(await A.Store.Write(tx => DeliveryTable.Confirm(tx, open.Id, "phoned Ana at 03:12", "key:duty")));
        Assert.Empty(A.Store.Read(DeliveryTable.OpenWithdrawals));
        AudienceIsReceiptsAndAlarms(killed.Position!.Value, receipts: 1, alarms: 0);
        Assert.False(await A.Store.Write(tx => DeliveryTable.Confirm(tx, open.Id, "again", "key:duty")));
    }

    [Fact]
    public async Task A_destination_that_fails_for_a_day_is_paused_kills_are_still_tried_and_resumed_it_gets_the_newest_of_each_story_in_order()
    {
        var ledger = await A.Client("ledger");
        A.Wire.Answer("ledger", ClientsEnd.Down);
        var one = await A.Published("ONE");
        await A.Pass(TimeSpan.FromHours(26), TimeSpan.FromMinutes(10));
        Assert.Equal(DestinationState.Paused, A.Store.Read(db => Destinations.Find(db, ledger.Id))!.State);
        Assert.Single(Alarms("destination-failing"));
        Assert.Single(Alarms("destination-paused"));

        var two = await A.Published("TWO");
        await A.Release(two, ReleaseAction.Writethru);
        await A.Release(one, ReleaseAction.Kill);
        A.Wire.Forget();
        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("kill2", A.Wire.Versions("ledger"));
        await A.Published("THREE");
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.On, null, "key:desk"); return 0; });
        await A.Settle();
        Assert.Equal("kill2 v2 v1", A.Wire.Versions("ledger"));
        Assert.Equal(two.ToString(), A.Wire.By("ledger")[1].Guid.Split(':')[^1]);
    }

    [Fact]
    public async Task A_hold_goes_to_who_had_it_and_what_it_was_comes_after()
    {
        await A.Client("ledger");
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Hold);
        await A.Settle();
        await A.Release(story, ReleaseAction.SendAsWas);
        await A.Settle();
        Assert.Equal("v1 hold2 v3", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_new_lead_goes_to_who_had_the_story_before_whatever_their_filter_says_of_it()
    {
        await A.Client("ledger", "slugline has VISIT");
        await A.Client("other", "slugline has TALKS");
        var first = await A.Published();
        var guid = A.Store.Read(db => StoryTable.Find(db, first))!.Guid;
        var lead = await A.Draft("KESSEL-TALKS", s => s with { Links = [new ItemLink(LinkKind.EvolvedFrom, guid)] });
        await A.Release(lead, ReleaseAction.NewLead);
        await A.Settle();
        Assert.Equal(("v1 v1", "v1"), (A.Wire.Versions("ledger"), A.Wire.Versions("other")));
    }

    [Theory]
    [InlineData(ReleaseAction.NewLead, LinkKind.EvolvedFrom)]
    [InlineData(ReleaseAction.Corrective, LinkKind.Corrects)]
    public async Task Whoever_gets_a_story_late_gets_what_follows_and_corrects_it_too(ReleaseAction action, LinkKind link)
    {
        var ledger = await A.Client("ledger", "slugline has VISIT");
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.Paused, "moving house", "test"); return 0; });
        var guid = await A.GuidOf(await A.Published());
        var next = await A.Draft("KESSEL-TALKS", s => s with { Links = [new ItemLink(link, guid)] });
        await A.Release(next, action);
        await A.Settle();
        Assert.Empty(A.Wire.All);
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.On, null, "test"); return 0; });
        await A.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal([guid, await A.GuidOf(next)], A.Wire.By("ledger").Select(s => s.Guid));
    }

    [Fact]
    public async Task Whoever_gets_a_story_at_the_end_of_its_embargo_gets_what_followed_it_meanwhile()
    {
        await A.Client("ledger", "slugline has VISIT");
        var story = await A.Draft();
        await A.Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromMinutes(5)) });
        var lead = await A.Draft("KESSEL-TALKS", s => s with { Links = [new ItemLink(LinkKind.EvolvedFrom, A.Store.Read(db => StoryTable.Find(db, story))!.Guid)] });
        await A.Release(lead, ReleaseAction.NewLead);
        await A.Pass(TimeSpan.FromMinutes(4));
        Assert.Empty(A.Wire.All);
        await A.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(new[] { await A.GuidOf(story), await A.GuidOf(lead) }.Order(), A.Wire.By("ledger").Select(s => s.Guid).Order());
    }

    [Fact]
    public async Task What_followed_goes_too_where_an_embargo_kept_both_back_once()
    {
        var ledger = await A.Client("ledger", "slugline has VISIT");
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.Paused, "moving house", "test"); return 0; });
        var story = await A.Published();
        var guid = await A.GuidOf(story);
        var lead = await A.Draft("KESSEL-TALKS", s => s with { Links = [new ItemLink(LinkKind.EvolvedFrom, guid)] });
        await A.Release(lead, ReleaseAction.NewLead);
        await A.Release(lead, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromMinutes(5)) });
        await A.Release(story, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromMinutes(10)) });
        // Back from its pause, it has nothing of either, and gets nothing that is under embargo.
        await A.Store.Write(tx => { Destinations.Set(tx, ledger.Id, DestinationState.On, null, "test"); return 0; });
        await A.Pass(TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(1));
        Assert.Empty(A.Wire.All);
        await A.Pass(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
        Assert.Equal(new[] { guid, await A.GuidOf(lead) }.Order(), A.Wire.By("ledger").Select(s => s.Guid).Order());
    }

    [Fact]
    public async Task A_lead_under_embargo_goes_at_its_end_to_who_had_the_story_before()
    {
        await A.Client("ledger", "slugline has VISIT");
        var guid = await A.GuidOf(await A.Published());
        var lead = await A.Draft("KESSEL-TALKS", s => s with { Links = [new ItemLink(LinkKind.EvolvedFrom, guid)] });
        await A.Release(lead, ReleaseAction.NewLead, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromMinutes(5)) });
        await A.Settle();
        Assert.Equal([guid], A.Wire.By("ledger").Select(s => s.Guid));
        await A.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal([guid, await A.GuidOf(lead)], A.Wire.By("ledger").Select(s => s.Guid));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_behind_an_embargo_that_was_over_keeps_the_story_back_and_loses_it_for_nobody()
    {
        await A.Client("ledger");
        var story = await A.Draft();
        var until = A.Now + TimeSpan.FromMinutes(5);
        await A.Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(until) });
        A.Wire.Answer("ledger", ClientsEnd.Down);
        await A.Pass(TimeSpan.FromMinutes(6));
        Assert.NotEmpty(A.Wire.By("ledger"));

        A.Time.AdjustTime(A.Time.GetUtcNow() - TimeSpan.FromMinutes(10));
        A.Store.Clock.Accept();
        A.Wire.Accept("ledger");
        A.Wire.Forget();
        while (A.Now < until - TimeSpan.FromSeconds(20)) await A.Pass(TimeSpan.FromSeconds(15));
        Assert.Empty(A.Wire.By("ledger"));
        await A.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal("v1", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_kill_that_is_repeated_since_is_not_made_needless_by_the_late_answer_to_the_first_whatever_the_clock_says()
    {
        await A.Client("ledger");
        var held = A.Wire.HangEach("ledger");
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        A.Time.AdjustTime(A.Time.GetUtcNow() - TimeSpan.FromMinutes(10));
        A.Store.Clock.Accept();
        // The first version may land after the kill, which is repeated a minute later, and that is lost.
        A.Wire.LetGo(held[0], ClientsEnd.Lost);
        await A.Settle();
        await A.Pass(TimeSpan.FromSeconds(61), TimeSpan.FromSeconds(1));
        Assert.Equal("v1 kill2 kill2", A.Wire.Versions("ledger"));
        A.Wire.LetGo(held[2], ClientsEnd.Lost);
        A.Wire.LetGo(held[1], ClientsEnd.Ok);
        A.Wire.Accept("ledger");
        await A.Settle();
        await A.Pass(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
        Assert.Equal("v1 kill2 kill2 kill2", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_keeps_no_kill_back_and_delays_no_alarm()
    {
        await A.Client("ledger");
        await A.Client("down");
        var story = await A.Published();
        A.Wire.Answer("down", ClientsEnd.Down);
        await A.Release(story, ReleaseAction.Kill);
        A.Time.AdjustTime(A.Time.GetUtcNow() - TimeSpan.FromHours(1));
        A.Store.Clock.Accept();
        await A.Settle();
        Assert.Equal("v1 kill2", A.Wire.Versions("ledger"));
        Assert.NotEmpty(Alarms("withdrawal-open").Concat(Alarms("withdrawal-escalated")));

        A.Wire.Forget();
        await A.Pass(TimeSpan.FromMinutes(3));
        Assert.InRange(A.Wire.By("down").Count, 2, 4);
    }

    [Fact]
    public async Task An_embargo_that_tightens_is_told_to_who_has_the_story_and_keeps_it_from_who_has_not()
    {
        await A.Client("advance", inAdvance: true);
        await A.Client("ledger");
        var story = await A.Draft();
        await A.Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromMinutes(5)) });
        await A.Settle();
        await A.Release(story, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.At(A.Now + TimeSpan.FromHours(1)) });
        await A.Settle();
        await A.Pass(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(1));
        Assert.Equal(("v1 v2", ""), (A.Wire.Versions("advance"), A.Wire.Versions("ledger")));
        await A.Pass(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        Assert.Equal(("v1 v2", "v2"), (A.Wire.Versions("advance"), A.Wire.Versions("ledger")));
    }

    [Fact]
    public async Task Advisories_go_to_clients_usage_terms_exclude_a_class_and_unpublishing_tells_nobody()
    {
        await A.Client("ledger");
        await A.Client("tv", kind: "tv");
        var advisory = await A.Draft("ADVISORY", s => s with { Standing = Standing.NeverSent with { IsAdvisory = true } });
        await A.Release(advisory, ReleaseAction.Publish);
        var print = await A.Draft("PRINT", s => s with { Content = s.Content with { Rights = new Rights { NotForClientClasses = ["TV"] } } });
        await A.Release(print, ReleaseAction.Publish);
        await A.Settle();
        Assert.Equal(("v1 v1", "v1"), (A.Wire.Versions("ledger"), A.Wire.Versions("tv")));
    }

    [Fact]
    public async Task Usage_terms_that_name_countries_go_to_clients_there_and_a_kill_to_everybody_who_had_it()
    {
        await A.Client("here", country: "CA");
        await A.Client("there", country: "FR");
        await A.Client("anywhere");
        var story = await A.Draft("LOCAL", s => s with { Content = s.Content with { Rights = new Rights { Territories = ["US", "ca"] } } });
        await A.Release(story, ReleaseAction.Publish);
        await A.Settle();
        Assert.Equal(("v1", "", ""), (A.Wire.Versions("here"), A.Wire.Versions("there"), A.Wire.Versions("anywhere")));

        // Whoever has it hears of its end, wherever they have gone since.
        await A.Store.Write(tx => Clients.Save(tx, Clients.Find(tx.Db, "here")! with { Country = "FR" }, "test").IsDone);
        await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        Assert.Equal(("v1 kill2", "", ""), (A.Wire.Versions("here"), A.Wire.Versions("there"), A.Wire.Versions("anywhere")));
    }

    [Fact]
    public async Task A_client_that_pauses_gets_what_waits_when_it_is_back()
    {
        await A.Client("ledger");
        var story = await A.Published();
        await A.Status("ledger", ClientStatus.Paused);
        await A.Release(story, ReleaseAction.Correct);
        await A.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("v1", A.Wire.Versions("ledger"));
        await A.Status("ledger", ClientStatus.Active);
        await A.Settle();
        Assert.Equal("v1 v2", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_staff_note_never_leaves()
    {
        await A.Client("ledger");
        var story = await A.Draft("NOTE", s => s with { Content = s.Content with { StaffNote = "the minister's own number" } });
        await A.Release(story, ReleaseAction.Publish);
        await A.Settle();
        Assert.DoesNotContain("minister", A.Wire.By("ledger")[0].Text, StringComparison.Ordinal);
    }

    private List<Alarm> Alarms(string kind) => A.Store.Read(db => Dateline.Store.Keeping.Alarms.List(db, openOnly: true, 100)).Where(a => a.Kind == kind).ToList();

    private void AudienceIsReceiptsAndAlarms(long position, int receipts, int alarms)
    {
        var audience = A.Store.Read(db => DeliveryTable.OfPosition(db, position));
        Assert.Equal(receipts, audience.Count(d => d.ReceiptAt is not null));
        Assert.Equal(alarms, Alarms("withdrawal-open").Count + Alarms("withdrawal-escalated").Count);
        Assert.Equal(audience.Count, receipts + alarms);
    }
}

public sealed class DeliveryOnSqlite : DeliveryLaws
{
    protected override bool OnPostgres => false;
}

public sealed class DeliveryOnPostgres : DeliveryLaws
{
    protected override bool OnPostgres => true;
}
