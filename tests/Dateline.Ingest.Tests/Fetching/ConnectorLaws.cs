using System.Text;
using Dateline.Ingest.Fetching;
using Dateline.News;
using Dateline.Store.Intake;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>What every way to fetch promises, against a real server of its kind: nothing is lost, nothing is kept twice, one node asks at a time, and what is wrong is said in words.</summary>
public abstract class ConnectorLaws : IngestLaws
{
    private protected ImpatientTime Waiting { get; } = new();

    private protected Intake Intake { get; private set; } = null!;

    /// <summary>Where the source lies, as its settings have it.</summary>
    protected abstract SourceSettings Settings { get; }

    /// <summary>What lets us in there.</summary>
    protected abstract string Secret { get; }

    private protected abstract IConnector Connector(IWayOut way);

    /// <summary>Puts an item there, as the agency would.</summary>
    protected abstract Task Offer(string guid, string headline);

    /// <summary>Puts something there that nobody can read.</summary>
    protected abstract Task OfferNonsense();

    /// <summary>How many stories there are of what was offered as that guid.</summary>
    protected abstract int Kept(string guid);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Intake = new Intake(Store);
        await Begin();
        await SetUp(Settings, Secret);
    }

    /// <summary>Starts the server.</summary>
    protected abstract Task Begin();

    [Fact]
    public async Task What_lies_there_is_taken_in_once_however_often_it_is_asked()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await Offer("urn:np:2", "Bridge closes");
        Assert.NotEqual(0, await Look());
        for (var again = 0; again < 3; again++) Assert.Equal(0, await Look());
        Assert.Equal((1, 1), (Kept("urn:np:1"), Kept("urn:np:2")));
        Assert.Null(Round.ErrorCode);
        Assert.Equal(Now, Round.LastSuccess);
        await Offer("urn:np:3", "Bridge is painted");
        Assert.NotEqual(0, await Look());
        Assert.Equal((1, 1, 1), (Kept("urn:np:1"), Kept("urn:np:2"), Kept("urn:np:3")));
    }

    [Fact]
    public async Task What_was_kept_and_not_noted_before_a_death_is_given_again_and_kept_once()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await Offer("urn:np:2", "Bridge closes");
        await DieAfterTheFirst();
        Assert.Null(SourceRoundPlace);
        Assert.NotEqual(0, await Look());
        Assert.Equal((1, 1), (Kept("urn:np:1"), Kept("urn:np:2")));
        Assert.Equal(0, await Look());
        Assert.Empty(Store.Read(db => Quarantine.List(db, true, 10)));
    }

    [Fact]
    public async Task What_nobody_can_read_is_kept_aside_and_stops_nothing()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await OfferNonsense();
        await Offer("urn:np:2", "Bridge closes");
        await Look();
        await Look();
        Assert.Equal((1, 1), (Kept("urn:np:1"), Kept("urn:np:2")));
        Assert.Single(Store.Read(db => Quarantine.List(db, true, 10)));
    }

    [Fact]
    public async Task Who_is_not_let_in_says_so_waits_ever_longer_and_loses_nothing()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await SetUp(Settings, "not the secret");
        var pauses = new List<TimeSpan>();
        for (var failure = 1; failure <= 4; failure++)
        {
            Assert.Equal(0, await Look());
            Assert.Equal(("sign-in-refused", failure), (Round.ErrorCode, Round.Failures));
            pauses.Add(Round.NextLook - Now);
        }
        Assert.Equal(pauses.Order(), pauses);
        Assert.True(pauses[3] >= pauses[0] * 4, string.Join(' ', pauses));
        Assert.Null(await Run());
        Assert.Equal(0, Kept("urn:np:1"));

        await SetUp(Settings, Secret);
        Assert.NotEqual(0, await Run());
        Assert.Equal((1, 0, (Instant?)null), (Kept("urn:np:1"), Round.Failures, Round.FailingSince));
    }

    [Fact]
    public async Task A_private_address_is_never_dialled()
    {
        await Offer("urn:np:1", "Bridge reopens");
        Assert.Equal(0, await Look(new TestWayOut(isOpen: false)));
        Assert.Equal("blocked-address", Round.ErrorCode);
        Assert.Equal(0, Kept("urn:np:1"));
    }

    [Fact]
    public async Task A_source_that_is_paused_is_not_asked_and_what_waited_comes_when_it_is_resumed()
    {
        await Store.Write(tx => { Sources.Pause(tx, Wire.Id, "They move house.", "test"); return true; });
        await Offer("urn:np:1", "Bridge reopens");
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Looker().Due());
        Assert.Equal(0, await Look());
        Assert.Equal(0, Kept("urn:np:1"));
        await Store.Write(tx => { Sources.Resume(tx, Wire.Id, "test"); return true; });
        Assert.Equal("np", Assert.Single(Looker().Due()).Code);
        Assert.NotEqual(0, await Run());
        Assert.Equal(1, Kept("urn:np:1"));
    }

    [Fact]
    public async Task Two_nodes_that_ask_at_once_are_one_that_asks()
    {
        await Offer("urn:np:1", "Bridge reopens");
        Time.Advance(TimeSpan.FromHours(2));
        await AtAnotherNode(async other =>
        {
            var there = new SourceLook(other, new Intake(other), [Connector(new TestWayOut())], new TurningSeal());
            var looks = await Task.WhenAll(Run(), there.Run(Wire.Id, CancellationToken.None), Run(), there.Run(Wire.Id, CancellationToken.None));
            Assert.Equal(3, looks.Count(l => l is null));
        });
        Assert.Equal(1, Kept("urn:np:1"));
        // Not before it is due again.
        Assert.Null(await Run());
    }

    [Fact]
    public async Task A_node_that_lost_its_lease_notes_nothing_any_more()
    {
        await Offer("urn:np:1", "Bridge reopens");
        Time.Advance(TimeSpan.FromHours(2));
        var stale = (await Store.Write(tx => SourceRounds.Claim(tx, Wire.Id, SourceLook.Lease)))!;
        Assert.Null(await Run());
        Time.Advance(SourceLook.Lease);
        Assert.NotEqual(0, await Run());
        var place = SourceRoundPlace;
        Assert.False(await Store.Write(tx => SourceRounds.Remember(tx, Wire.Id, stale, SourceLook.Lease, "elsewhere", "a mark")));
        Assert.False(await Store.Write(tx => SourceRounds.Failed(tx, Wire.Id, stale, new("late", "Too late."), tx.Now)));
        Assert.Equal(place, SourceRoundPlace);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_not_there()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await SetUp(Elsewhere(Settings, FreePort.Next()), Secret);
        Assert.Equal(0, await Look());
        Assert.Equal("not-connected", Round.ErrorCode);
    }

    private protected static SourceSettings Elsewhere(SourceSettings settings, int port) => settings with
    {
        Feed = settings.Feed is { } feed ? feed with { Url = $"http://127.0.0.1:{port}/feed" } : null,
        Sftp = settings.Sftp is { } sftp ? sftp with { Port = port } : null,
        Mailbox = settings.Mailbox is { } mailbox ? mailbox with { Port = port } : null,
    };

    private protected SourceRound Round => Store.Read(db => SourceRounds.Find(db, Wire.Id))!;

    private string? SourceRoundPlace => Store.Read(db => SourceRounds.Find(db, Wire.Id))?.Place;

    private protected Task<Source> SetUp(SourceSettings settings, string? secret) => Store.Write(tx =>
    {
        Assert.Null(SourceSettings.WhyNot(settings.Write()));
        return Sources.Save(tx, "np", "Northern Press", settings.Write(), "test", secret is null ? null : new TurningSeal().Seal(Source.SecretPurpose, secret));
    });

    private protected SourceLook Looker(IWayOut? way = null) => new(Store, Intake, [Connector(way ?? new TestWayOut())], new TurningSeal());

    /// <summary>Asks when it is due again.</summary>
    private protected async Task<int?> Look(IWayOut? way = null)
    {
        Time.Advance(TimeSpan.FromHours(2));
        return await Looker(way).Run(Wire.Id, CancellationToken.None);
    }

    private protected Task<int?> Run() => Looker().Run(Wire.Id, CancellationToken.None);

    /// <summary>Takes in the first document and dies before anything is noted of it.</summary>
    private protected async Task DieAfterTheFirst()
    {
        var source = Store.Read(db => Sources.Find(db, "np"))!;
        var asked = new Asked(source, SourceSettings.Read(source.Settings).Value!, Secret, null, new HashSet<string>());
        await foreach (var fetched in Connector(new TestWayOut()).Fetch(asked, CancellationToken.None))
        {
            Assert.True((await Intake.Accept("np", fetched.Bytes!.Value)).IsDone);
            return;
        }
        Assert.Fail("Nothing was given.");
    }

    private protected static byte[] Document(string guid, string headline) => Encoding.UTF8.GetBytes(Documents.Item(guid, headline: headline));
}
