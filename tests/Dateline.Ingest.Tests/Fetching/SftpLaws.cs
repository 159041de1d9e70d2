using Dateline.Ingest.Fetching;
using Dateline.Ingest.Fetching.Sftp;
using Dateline.Store.Intake;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>Files of an agency's server, against OpenSSH's own.</summary>
public abstract class SftpLaws : ConnectorLaws
{
    private OpenSsh _server = null!;
    private int _nonsense;

    protected override SourceSettings Settings => new()
    {
        Kind = SourceKind.Sftp,
        Sftp = new() { Host = "127.0.0.1", Port = _server.Port, User = Environment.UserName, Folder = _server.Incoming, HostKeys = [_server.Fingerprint] },
    };

    private SourceSettings Moving => Settings with { Sftp = Settings.Sftp! with { After = AfterFetch.Done } };

    protected override string Secret => _server.Key;

    private protected override IConnector Connector(IWayOut way) => new SftpConnector(way, Waiting);

    protected override async Task Begin() => _server = await OpenSsh.Start();

    protected override Task Offer(string guid, string headline) => File.WriteAllBytesAsync(There(guid.Replace(':', '-') + ".xml"), Document(guid, headline));

    protected override Task OfferNonsense() => File.WriteAllTextAsync(There($"nonsense-{_nonsense++}.xml"), "<newsItem><broken");

    protected override int Kept(string guid) => StoriesOf(guid).Count;

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private string There(string name) => Path.Combine(_server.Incoming, name);

    [Fact]
    public async Task A_file_that_still_grows_waits_for_the_next_look()
    {
        var whole = Document("urn:np:1", "Bridge reopens");
        await File.WriteAllBytesAsync(There("story.xml"), whole[..200]);
        Waiting.Meanwhile = () => File.WriteAllBytes(There("story.xml"), whole);
        Assert.Equal(0, await Look());
        Waiting.Meanwhile = null;
        Assert.Equal(1, await Look());
        Assert.Equal(1, Kept("urn:np:1"));
        Assert.Empty(Store.Read(db => Quarantine.List(db, true, 10)));
    }

    [Fact]
    public async Task A_file_that_was_written_over_is_a_new_one_and_one_that_went_is_forgotten()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await Look();
        await File.WriteAllTextAsync(There("urn-np-1.xml"), Documents.Item("urn:np:1", version: "2", headline: "Bridge reopens at noon", created: "2026-08-24T07:00:00Z"));
        Assert.Equal(1, await Look());
        Assert.Equal("Bridge reopens at noon", StoryOf().Content.Headline?.Text);
        Assert.Single(Store.Read(db => SourceRounds.Seen(db, Wire.Id)));
        File.Delete(There("urn-np-1.xml"));
        Assert.Equal(0, await Look());
        Assert.Empty(Store.Read(db => SourceRounds.Seen(db, Wire.Id)));
    }

    [Fact]
    public async Task What_was_taken_in_moves_to_done_where_that_is_wanted()
    {
        await SetUp(Moving, null);
        await File.WriteAllBytesAsync(There("story.xml"), Document("urn:np:1", "Bridge reopens"));
        await Look();
        await File.WriteAllBytesAsync(There("story.xml"), Document("urn:np:2", "Bridge closes"));
        await Look();
        Assert.Equal(["story.2.xml", "story.xml"], Directory.GetFiles(There("done")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(_server.Incoming));
        Assert.Equal((1, 1), (Kept("urn:np:1"), Kept("urn:np:2")));
    }

    [Fact]
    public async Task What_was_noted_and_not_moved_before_a_death_is_moved_with_the_next_look()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await Look();
        Assert.True(File.Exists(There("urn-np-1.xml")));
        await SetUp(Moving, null);
        Assert.Equal(0, await Look());
        Assert.True(File.Exists(There("done/urn-np-1.xml")));
        Assert.Equal(1, Kept("urn:np:1"));
    }

    [Fact]
    public async Task Where_nothing_may_be_moved_each_file_is_still_taken_in_once_and_it_is_said()
    {
        await using var sealedServer = await OpenSsh.Start("-R");
        await SetUp(Moving with { Sftp = Moving.Sftp! with { Port = sealedServer.Port, Folder = sealedServer.Incoming, HostKeys = [sealedServer.Fingerprint] } }, sealedServer.Key);
        foreach (var guid in new[] { "urn:np:1", "urn:np:2" }) await File.WriteAllBytesAsync(Path.Combine(sealedServer.Incoming, guid.Replace(':', '-') + ".xml"), Document(guid, "Bridge reopens"));
        Assert.Equal(2, await Look());
        Assert.Equal("move-refused", Round.ErrorCode);
        Assert.Equal(0, await Look());
        Assert.Equal((1, 1), (Kept("urn:np:1"), Kept("urn:np:2")));
    }

    [Fact]
    public async Task A_server_with_another_key_hears_nothing()
    {
        await Offer("urn:np:1", "Bridge reopens");
        await SetUp(Settings with { Sftp = Settings.Sftp! with { HostKeys = ["SHA256:" + new string('A', 43)] } }, null);
        await Look();
        Assert.Equal("host-key-changed", Round.ErrorCode);
        Assert.Contains(_server.Fingerprint, Round.Error, StringComparison.Ordinal);
        Assert.Equal(0, Kept("urn:np:1"));
    }

    [Theory]
    [InlineData(".story.xml")]
    [InlineData("story.xml.part")]
    [InlineData("story.TMP")]
    public async Task What_is_not_whole_by_its_name_is_left_alone(string name)
    {
        await File.WriteAllBytesAsync(There(name), Document("urn:np:1", "Bridge reopens"));
        Assert.Equal(0, await Look());
        Assert.Equal(0, Kept("urn:np:1"));
    }

    [Fact]
    public async Task A_link_is_not_followed()
    {
        using var elsewhere = new TempFolder();
        await File.WriteAllBytesAsync(elsewhere["secret.xml"], Document("urn:np:1", "Bridge reopens"));
        File.CreateSymbolicLink(There("link.xml"), elsewhere["secret.xml"]);
        Assert.Equal(0, await Look());
        Assert.Equal(0, Kept("urn:np:1"));
    }

    [Fact]
    public async Task A_picture_is_media_under_its_name()
    {
        await File.WriteAllBytesAsync(There("bridge.jpg"), Pictures.Jpeg(800, 600));
        Assert.Equal(1, await Look());
        Assert.Equal(800, Store.Read(db => MediaFiles.Named(db, Wire.Id, "bridge.jpg"))!.Width);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    public async Task A_private_key_that_lost_its_lines_in_a_field_of_one_line_still_opens(string between)
    {
        await Offer("urn:np:1", "Bridge reopens");
        await SetUp(Settings, _server.Key.Trim().Replace("\n", between, StringComparison.Ordinal));
        Assert.Equal(1, await Look());
    }

    [Theory]
    [InlineData("-----BEGIN ")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----bm8=-----END OPENSSH PRIVATE KEY-----")]
    public async Task A_private_key_that_is_none_is_said_to_be_none(string key)
    {
        await SetUp(Settings, key);
        await Look();
        Assert.Equal("secret-bad", Round.ErrorCode);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_to_be_gone()
    {
        await SetUp(Settings with { Sftp = Settings.Sftp! with { Folder = There("nowhere") } }, null);
        await Look();
        Assert.Equal("folder-gone", Round.ErrorCode);
    }
}

public sealed class SftpOnSqlite : SftpLaws
{
    protected override bool OnPostgres => false;
}

public sealed class SftpOnPostgres : SftpLaws
{
    protected override bool OnPostgres => true;
}
