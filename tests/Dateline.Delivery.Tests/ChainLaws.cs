using System.Text;
using Dateline.Formats;
using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;

namespace Dateline.Delivery.Tests;

/// <summary>Clients to whom a new version is a new item: how each says what it evolved from, and that a kill finds every one of them. On every database.</summary>
public abstract class ChainLaws : AgencyLaws
{
    [Theory]
    [InlineData("newsml-g2")]
    [InlineData("ninjs-3.1")]
    [InlineData("ninjs-1.6")]
    public async Task Each_version_is_an_item_of_its_own_that_says_which_it_evolved_from(string format)
    {
        await Client(format: format);
        var story = await A.Published();
        foreach (var action in new[] { ReleaseAction.Writethru, ReleaseAction.Correct }) await Then(story, action);
        var sent = A.Wire.By("ledger").Select(s => (Seen: s, Read: ReadBack(s.Text))).ToList();
        Assert.Equal(await A.GuidOf(story), sent[0].Seen.Guid);
        Assert.Equal(3, sent.Select(s => s.Seen.Guid).Distinct().Count());
        Assert.All(sent, s => Assert.Equal(s.Seen.Guid, s.Read.Guid));
        Assert.Equal([null, sent[0].Seen.Guid, sent[1].Seen.Guid], sent.Select(s => s.Read.Links.FirstOrDefault(l => l.Kind == LinkKind.EvolvedFrom)?.Guid));
        Assert.Equal(["1", "2", "3"], sent.Select(s => s.Read.Version!));
    }

    [Fact]
    public async Task What_came_off_a_wire_refers_to_what_went_out_by_the_guid_that_clients_have_seen()
    {
        await A.Client("ledger");
        var np = await A.Store.Write(tx => Sources.Save(tx, "np", "Northern Press", "{}", "test").Id);
        var first = await A.Draft("KESSEL-VISIT", s => s with { Source = np, SourceGuid = "urn:np:1020" });
        var lead = await A.Draft("KESSEL-VISIT", s => s with
        {
            Source = np,
            SourceGuid = "urn:np:1021",
            Links = [new ItemLink(LinkKind.EvolvedFrom, "urn:np:1020"), new ItemLink(LinkKind.SeeAlso, "urn:np:7")],
            Content = s.Content with { Pictures = [new Picture { Guid = "urn:np:1020", Caption = "The night train.", Renditions = [new Rendition("https://np.example/train.jpg")] }] },
        });
        await A.Release(first, ReleaseAction.Publish);
        await A.Release(lead, ReleaseAction.NewLead);
        await A.Settle();

        var sent = ReadBack(A.Wire.By("ledger")[^1].Text);
        Assert.Equal(await A.GuidOf(lead), sent.Guid);
        Assert.Equal(await A.GuidOf(first), sent.Links.Single(l => l.Kind == LinkKind.EvolvedFrom).Guid);
        Assert.Equal(await A.GuidOf(first), Assert.Single(sent.Content.Pictures).Guid);
        // What never went out from here keeps the name that it has.
        Assert.Contains(sent.Links, l => l.Guid == "urn:np:7");
    }

    [Fact]
    public async Task In_nitf_the_guid_is_new_and_what_it_evolved_from_is_left_out_with_a_note()
    {
        await Client(format: "nitf");
        var story = await A.Published();
        await Then(story, ReleaseAction.Writethru);
        Assert.Equal(A.Wire.By("ledger").Select(s => s.Guid), A.Wire.By("ledger").Select(s => ReadBack(s.Text).Guid));
        var item = ReadBack(A.Wire.By("ledger")[1].Text) with { Links = [new ItemLink(LinkKind.EvolvedFrom, A.Wire.By("ledger")[0].Guid)] };
        Assert.Contains(WireFormats.Writer("nitf")!.Write(item, WriteOptions.Default).Notes, n => n.Text == A.Wire.By("ledger")[0].Guid);
    }

    [Theory]
    [InlineData(ReleaseAction.Kill, "newsml-g2")]
    [InlineData(ReleaseAction.Hold, "ninjs-3.1")]
    [InlineData(ReleaseAction.Takedown, "nitf")]
    public async Task A_withdrawal_goes_for_every_guid_that_was_ever_sent(ReleaseAction action, string format)
    {
        var ledger = await Client(format: format);
        var story = await A.Published();
        foreach (var next in new[] { ReleaseAction.Writethru, ReleaseAction.Correct }) await Then(story, next);
        var guids = A.Wire.By("ledger").Select(s => s.Guid).ToList();
        // Neither what it says now nor what the queue remembers is asked.
        await A.Store.Write(tx => Destinations.Save(tx, ledger with { Writethrus = WritethruMapping.SameGuid }, "test"));
        await A.Store.Write(tx => tx.Db.Execute("delete from delivery"));
        A.Wire.Forget();
        await Then(story, action);
        Assert.Equal(guids.Order(), A.Wire.By("ledger").Select(s => s.Guid).Order());
        Assert.All(A.Wire.By("ledger"), s =>
        {
            var read = ReadBack(s.Text);
            Assert.Equal((s.Guid, action == ReleaseAction.Hold ? PubStatus.Withheld : PubStatus.Canceled), (read.Guid, read.Status));
            Assert.Equal("4", read.Version);
        });
        Assert.Empty(A.Store.Read(DeliveryTable.OpenWithdrawals));
    }

    [Fact]
    public async Task The_receipt_of_one_guid_is_none_for_another_and_one_call_confirms_them_all()
    {
        await Client();
        var story = await A.Published();
        await Then(story, ReleaseAction.Writethru);
        var second = A.Wire.By("ledger")[1].Guid;
        A.Wire.Answer("ledger", seen => seen.Status == PubStatus.Canceled && seen.Guid == second ? ClientsEnd.Says(400, isOfThisOne: true) : ClientsEnd.Ok);
        await Then(story, ReleaseAction.Kill);
        await A.Pass(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(30));
        var open = Assert.Single(A.Store.Read(DeliveryTable.OpenWithdrawals));
        Assert.Equal(second, open.SentAs);
        Assert.Contains(A.Store.Read(db => Alarms.List(db, openOnly: true, 50)), a => a.Kind == "withdrawal-open");
        await A.Store.Write(tx => DeliveryTable.Confirm(tx, open.Id, "by phone", "ada"));
        Assert.Empty(A.Store.Read(DeliveryTable.OpenWithdrawals));
    }

    [Fact]
    public async Task A_version_whose_fate_is_unknown_has_its_own_kill_sent_again_and_no_other()
    {
        await Client();
        var story = await A.Published();
        A.Wire.Answer("ledger", seen => seen.Status == PubStatus.Usable ? ClientsEnd.Lost : ClientsEnd.Ok);
        await Then(story, ReleaseAction.Writethru);
        var (first, second) = (A.Wire.By("ledger")[0].Guid, A.Wire.By("ledger")[1].Guid);
        A.Wire.Forget();
        await Then(story, ReleaseAction.Kill);
        await A.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal([first, second, second], A.Wire.By("ledger").Select(s => s.Guid).OrderBy(g => g == second));
    }

    [Fact]
    public async Task A_version_keeps_its_guid_in_every_attempt_and_names_the_newest_that_may_have_arrived()
    {
        await Client();
        var story = await A.Published();
        A.Wire.Answer("ledger", ClientsEnd.Says(400, isOfThisOne: true));
        await Then(story, ReleaseAction.Writethru);
        await A.Pass(TimeSpan.FromMinutes(1));
        var refused = A.Wire.By("ledger").Skip(1).ToList();
        Assert.True(refused.Count > 1);
        Assert.Single(refused.Select(s => s.Guid + s.Text).Distinct());
        A.Wire.Accept("ledger");
        await Then(story, ReleaseAction.Writethru);
        var third = A.Wire.By("ledger")[^1];
        // They never took the second, so it can't have evolved from that.
        Assert.Equal((3, await A.GuidOf(story)), (third.Version, ReadBack(third.Text).Links.Single(l => l.Kind == LinkKind.EvolvedFrom).Guid));
    }

    [Fact]
    public async Task The_first_version_that_they_see_has_the_storys_own_guid()
    {
        var story = await A.Published();
        await Client();
        await Then(story, ReleaseAction.Writethru);
        var only = Assert.Single(A.Wire.By("ledger"));
        Assert.Equal((2, await A.GuidOf(story)), (only.Version, only.Guid));
        Assert.Empty(ReadBack(only.Text).Links);
    }

    [Fact]
    public async Task A_story_that_is_let_go_after_a_hold_is_a_new_item_and_a_kill_then_finds_all()
    {
        await Client();
        var story = await A.Published();
        await Then(story, ReleaseAction.Hold);
        await Then(story, ReleaseAction.SendAsWas);
        await Then(story, ReleaseAction.Kill);
        Assert.Equal("v1 hold2 v3 kill4 kill4", A.Wire.Versions("ledger"));
        Assert.Equal(A.Wire.By("ledger").Where(s => s.Status == PubStatus.Usable).Select(s => s.Guid).Order(), A.Wire.By("ledger").Where(s => s.Status == PubStatus.Canceled).Select(s => s.Guid).Order());
    }

    private async Task Then(Guid story, ReleaseAction action)
    {
        A.Time.Advance(TimeSpan.FromSeconds(1));
        await A.Release(story, action);
        await A.Settle();
    }

    private async Task<Destination> Client(string format = "ninjs-3.1")
    {
        var made = await A.Client("ledger");
        return await A.Store.Write(tx => Destinations.Save(tx, made with { Writethrus = WritethruMapping.NewGuid, Format = format }, "test"));
    }

    private static NewsItem ReadBack(string text) => Assert.Single(WireFormats.Read(Encoding.UTF8.GetBytes(text)).Items).Item!;
}

public sealed class ChainOnSqlite : ChainLaws
{
    protected override bool OnPostgres => false;
}

public sealed class ChainOnPostgres : ChainLaws
{
    protected override bool OnPostgres => true;
}
