using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Store.Tests.Wire;

/// <summary>What is failing, what waits and what has an open alarm is found on a log of any length, each apart from the others.</summary>
public abstract class OpenRowsLaws : StoreLaws
{
    [Fact]
    public async Task Each_row_is_found_as_it_stands_and_a_row_that_is_done_with_is_not()
    {
        var (push, portal) = (await To("push", "http-push"), await To("portal", Destination.PortalChannel));
        var rows = new Dictionary<string, long>();
        foreach (var (name, to, state, attempts) in new[]
        {
            ("later", push, DeliveryState.Waiting, 0), ("on its way", push, DeliveryState.Sending, 1), ("tried again", push, DeliveryState.Waiting, 3), ("on its way again", push, DeliveryState.Sending, 2),
            ("given up", push, DeliveryState.GivenUp, 5), ("arrived", push, DeliveryState.Delivered, 1), ("overtaken", push, DeliveryState.Superseded, 1), ("to be fetched", portal, DeliveryState.Waiting, 0), ("given out", portal, DeliveryState.Sending, 1),
        }) rows[name] = await Sent(to, state, attempts);

        Assert.Equal(["given up", "on its way again", "tried again"], Names(Failing()));
        Assert.Equal(["on its way", "later"], Names(Waiting()));
        Assert.Empty(Store.Read(OpenRows.Alarmed));

        // A page of them, and the next.
        Assert.Equal(["given up", "on its way again"], Names(Failing(count: 2)));
        Assert.Equal(["tried again"], Names(Failing(before: rows["on its way again"])));
        Assert.Equal(["later"], Names(Waiting(before: rows["on its way"])));
        // Of a story.
        await Store.Write(tx => tx.Db.Execute("update story set slugline = 'FERRY-' || case when head_position in ($1, $2) then 'LATE' else 'OTHER' end", rows["tried again"], rows["later"]));
        Assert.Equal(["tried again"], Names(Store.Read(db => Positions(OpenRows.Failing(db, long.MaxValue, new() { Slug = "late" }, 2)))));
        Assert.Equal(["later"], Names(Store.Read(db => Positions(OpenRows.Waiting(db, long.MaxValue, new() { Slug = "Ferry-L", Actions = [ReleaseAction.Publish] }, 1)))));
        Assert.Equal(["on its way"], Names(Store.Read(db => Positions(OpenRows.Waiting(db, long.MaxValue, new() { Slug = "ferry" }, 1)))));
        // Of an action alone.
        Assert.Empty(Failing(ReleaseAction.Kill));
        Assert.Equal(3, Failing(ReleaseAction.Kill, ReleaseAction.Publish).Count);
        Assert.Equal(2, Waiting(ReleaseAction.Publish).Count);

        string[] Names(List<long> positions) => [.. positions.Select(p => rows.Single(r => r.Value == p).Key)];
    }

    [Fact]
    public async Task What_was_given_up_is_no_matter_once_something_newer_of_the_story_has_arrived_at_the_same_destination()
    {
        var (push, other) = (await To("push", "http-push"), await To("other", "http-push"));
        var story = await Draft("Dockers reject offer");
        await Then(push, DeliveryState.GivenUp, ReleaseAction.Publish);
        Assert.Equal([1], Failing());
        // Not yet, not there, and not there either.
        await Then(push, DeliveryState.Waiting, ReleaseAction.Writethru);
        await Then(other, DeliveryState.Delivered, ReleaseAction.Writethru);
        await Then(push, DeliveryState.GivenUp, ReleaseAction.Writethru);
        await Then(push, DeliveryState.Superseded, ReleaseAction.Writethru);
        Assert.Equal([4, 1], Failing());
        Assert.Equal([1], Failing(before: 4));
        await Then(push, DeliveryState.Delivered, ReleaseAction.Writethru);
        Assert.Empty(Failing());
        // What is newer than that is a matter again, until the kill has arrived or a person has told them.
        await Then(push, DeliveryState.GivenUp, ReleaseAction.Writethru);
        await Then(push, DeliveryState.GivenUp, ReleaseAction.Hold);
        Assert.Equal([8, 7], Failing());
        var another = story;
        story = await Draft("Another story");
        await Then(push, DeliveryState.Delivered, ReleaseAction.Publish);
        Assert.Equal([8, 7], Failing());
        story = another;
        await Then(push, DeliveryState.Confirmed, ReleaseAction.Kill);
        Assert.Empty(Failing());

        Task Then(Guid destination, DeliveryState state, ReleaseAction action) => Goes(story, destination, state, action, tries: state == DeliveryState.Waiting ? 0 : 3);
    }

    [Fact]
    public async Task A_withdrawal_that_was_given_up_is_a_matter_until_what_is_newer_has_arrived_under_the_guid_it_was_to_withdraw()
    {
        var push = await To("push", "http-push");
        var story = await Draft("Sent under two guids");
        await Release(story, ReleaseAction.Publish);
        await Sent("first", DeliveryState.GivenUp, ReleaseAction.Hold);
        Assert.Equal([2], Failing());
        await Sent("second", DeliveryState.Delivered, ReleaseAction.SendAsWas);
        Assert.Equal([2], Failing());
        await Sent("first", DeliveryState.Delivered, ReleaseAction.Kill);
        Assert.Empty(Failing());

        // Never tried: it has no number at its destination.
        Task Sent(string guid, DeliveryState state, ReleaseAction action) => Goes(story, push, state, action, tries: 0, guid);
    }

    [Fact]
    public async Task An_alarm_stands_at_the_withdrawal_that_is_owed_or_at_the_newest_row_of_its_story()
    {
        var push = await To("push", "http-push");
        var killed = await Draft("Killed");
        await Release(killed, ReleaseAction.Publish);
        await Store.Write(tx => { Recipients.Note(tx, "push", killed, 1); return 0; });
        var kill = await Release(killed, ReleaseAction.Kill, o => o with { Reason = "Wrong" });
        Assert.Equal([kill.Position], Store.Read(OpenRows.Alarmed));
        Assert.Equal([kill.Position], Store.Read(db => Positions(OpenRows.WithAlarm(db, long.MaxValue, Of(ReleaseAction.Kill), 5))));
        Assert.Empty(Store.Read(db => OpenRows.WithAlarm(db, long.MaxValue, Of(ReleaseAction.Publish), 5)));
        Assert.Empty(Store.Read(db => OpenRows.WithAlarm(db, kill.Position, LogFilter.All, 5)));
        Assert.Empty(Store.Read(db => OpenRows.WithAlarm(db, long.MaxValue, new() { Slug = "ferry" }, 5)));
        // Given up before it was ever tried, it is failing too: the address is off.
        await Store.Write(tx => tx.Db.Execute("update delivery set state = 5, next_action = null where lane = 0"));
        Assert.Equal([kill.Position], Failing());
        await Store.Write(tx => tx.Db.Execute("update delivery set state = 2, receipt_at = $1 where lane = 0", tx.Now));
        Assert.Empty(Store.Read(OpenRows.Alarmed));
        Assert.Empty(Failing());

        var story = await Draft("Corrected by its wire");
        await Release(story, ReleaseAction.Publish);
        var newest = await Release(story, ReleaseAction.Writethru);
        var alarm = await Store.Write(tx =>
        {
            Alarms.Raise(tx, "clock", "Of no story.");
            return Alarms.Raise(tx, "incoming-correction", "Its wire corrected it.", story);
        });
        Assert.Equal([newest.Position], Store.Read(OpenRows.Alarmed));
        await Store.Write(tx => Alarms.Acknowledge(tx, alarm, "person:1"));
        Assert.Empty(Store.Read(OpenRows.Alarmed));
        await Store.Write(tx => { Alarms.Raise(tx, "scheduled-cant-go", "It was never sent.", Releases.NewStory(tx, ItemKind.Text, new StoryContent()).Id); return 0; });
        Assert.Empty(Store.Read(OpenRows.Alarmed));
        Assert.NotEqual(default, push);
    }

    [Fact]
    public async Task Who_read_a_withdrawn_story_outside_and_was_not_told_is_an_open_alarm_of_the_row_that_withdrew_it()
    {
        var story = await Draft("Shown outside");
        var (_, link) = await Store.Write(tx => DraftLinks.Create(tx, StoryTable.Find(tx.Db, story)!, new("Ada Quill"), TimeSpan.FromHours(1), "person:1"));
        await Store.Write(tx => { DraftLinks.Opened(tx, link, StoryTable.Find(tx.Db, story)!); return 0; });
        await Release(story, ReleaseAction.Publish);
        Assert.Empty(Store.Read(OpenRows.Alarmed));
        var hold = await Release(story, ReleaseAction.Hold, o => o with { Reason = "Wrong" });
        Assert.Equal([hold.Position], Store.Read(OpenRows.Alarmed));
        await Store.Write(tx => { DraftLinks.Tell(tx, DraftLinks.Find(tx.Db, link.Id)!, StoryTable.Find(tx.Db, story)!, hold.Position, "by phone", "person:1"); return 0; });
        Assert.Empty(Store.Read(OpenRows.Alarmed));
        var kill = await Release(story, ReleaseAction.Kill, o => o with { Reason = "Wrong" });
        Assert.Equal([kill.Position], Store.Read(OpenRows.Alarmed));
    }

    private static LogFilter Of(params ReleaseAction[] actions) => new() { Actions = actions };

    private List<long> Failing(params ReleaseAction[] actions) => Store.Read(db => Positions(OpenRows.Failing(db, long.MaxValue, Of(actions), 100)));

    private List<long> Failing(long before = long.MaxValue, int count = 100) => Store.Read(db => Positions(OpenRows.Failing(db, before, LogFilter.All, count)));

    private List<long> Waiting(params ReleaseAction[] actions) => Store.Read(db => Positions(OpenRows.Waiting(db, long.MaxValue, Of(actions), 100)));

    private List<long> Waiting(long before) => Store.Read(db => Positions(OpenRows.Waiting(db, before, LogFilter.All, 100)));

    private static List<long> Positions(List<LoggedRow> rows) => rows.ConvertAll(r => r.Position);

    protected Task<Guid> To(string code, string channel) => Store.Write(tx => Destinations.Save(tx, new Destination { Id = default, Client = tx.Ids.NewId(), Code = code, Channel = channel, Format = "ninjs-3.1" }, "test").Id);

    private async Task Goes(Guid story, Guid destination, DeliveryState state, ReleaseAction action, int tries, string? guid = null)
    {
        var row = await Release(story, action, o => o with { Reason = "A reason" });
        await Store.Write(tx =>
        {
            DeliveryTable.Add(tx, destination, story, row.Story.Standing.Version, row.Position, action, action is ReleaseAction.Hold or ReleaseAction.Kill ? DeliveryLane.Withdrawal : DeliveryLane.Usual, guid);
            return tx.Db.Execute("update delivery set state = $1, attempts = $2, sequence = case when $2 > 0 then $3 end, receipt_at = case when $1 in (2, 6) then $4 end where position = $3", state, tries, row.Position, tx.Now);
        });
    }

    private async Task<long> Sent(Guid destination, DeliveryState state, int attempts)
    {
        var story = await Draft("Dockers reject offer");
        var row = await Release(story, ReleaseAction.Publish);
        await Store.Write(tx =>
        {
            DeliveryTable.Add(tx, destination, story, 1, row.Position, ReleaseAction.Publish, DeliveryLane.Usual);
            return tx.Db.Execute("update delivery set state = $2, attempts = $3, sequence = case when $3 > 0 then $4 else sequence end, receipt_at = case when $2 = 2 then $5 end where position = $1 and destination = $6", row.Position, state, attempts, row.Position, tx.Now, destination);
        });
        return row.Position;
    }
}

public sealed class OpenRowsOnSqlite : OpenRowsLaws
{
    protected override bool OnPostgres => false;

    // The plan of PostgreSQL depends on what is in the tables.
    [Fact]
    public async Task Neither_the_log_nor_the_deliveries_are_read_from_end_to_end()
    {
        await To("push", "http-push");
        var asked = new List<string>();
        Store.Read(db =>
        {
            db.Asked = asked.Add;
            try
            {
                foreach (var slug in new[] { null, "Élection" })
                {
                    OpenRows.Failing(db, 10, new() { Slug = slug, Actions = [ReleaseAction.Kill] }, 5);
                    OpenRows.Waiting(db, 10, new() { Slug = slug }, 5);
                    OpenRows.WithAlarm(db, 10, new() { Slug = slug, Actions = [ReleaseAction.Kill] }, 5);
                }
            }
            finally { db.Asked = null; }
            return 0;
        });
        Assert.Equal(20, asked.Count);
        var steps = Store.Read(db => Plan.Of(db, asked));
        Assert.Contains(steps, s => s.Contains("delivery_open", StringComparison.Ordinal));
        // What is open of withdrawals has an index of its own. By position, nothing is looked for but rows that are known.
        var whole = steps.Where(s => s.StartsWith("SCAN ", StringComparison.Ordinal) && s.Split(' ')[1] is "d" or "o" or "w" or "s" or "delivery" or "wire_log" or "story" || s.Contains("(position<", StringComparison.Ordinal)).ToList();
        Assert.All(whole, s => Assert.Contains("delivery_withdrawals", s, StringComparison.Ordinal));
    }
}

public sealed class OpenRowsOnPostgres : OpenRowsLaws
{
    protected override bool OnPostgres => true;
}
