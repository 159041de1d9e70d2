using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Channels.Sftp;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests;

/// <summary>Files on a client's server, against OpenSSH's own: what is there, what is not, and what may be.</summary>
public sealed class SftpTests
{
    private readonly SftpChannel _sftp = new([IPNetwork.Parse("127.0.0.0/8")]);

    [Theory]
    [InlineData("")]
    [InlineData("-P posix-rename")]
    public async Task A_release_is_there_under_its_name_whole_and_a_repeat_makes_no_second(string sftp)
    {
        await using var client = await OpenSsh.Start(sftp);
        var parcel = ParcelTo(client, client.Port);
        var name = $"0000000007-v3-{parcel.Id:N}.json";
        const string text = "{\"a\":\"é\"}";
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var result = await _sftp.Send(parcel with { Attempt = attempt, Bytes = Encoding.UTF8.GetBytes(text) }, CancellationToken.None);
            Assert.Equal((AttemptOutcome.Arrived, Encoding.UTF8.GetByteCount(text)), (result.Outcome, result.Bytes));
            Assert.Equal(name, Assert.Single(UnderItsName(client).Select(Path.GetFileName)));
            Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(client.Incoming, name)));
        }
    }

    [Fact]
    public async Task A_server_with_another_key_hears_nothing_and_the_detail_is_an_alarm()
    {
        await using var client = await OpenSsh.Start();
        var other = "SHA256:" + new string('A', 43);
        var result = await _sftp.Send(ParcelTo(client, client.Port, other), CancellationToken.None);
        Assert.Equal((AttemptOutcome.NotConnected, false), (result.Outcome, result.IsOfThisOne));
        Assert.Contains("host-key-changed", result.Detail, StringComparison.Ordinal);
        Assert.Contains(client.Fingerprint, result.Detail, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(client.Incoming));
        // While they change over, both keys are pinned.
        Assert.Equal(AttemptOutcome.Arrived, (await _sftp.Send(ParcelTo(client, client.Port, other, client.Fingerprint), CancellationToken.None)).Outcome);
    }

    // A field of one line swallows the ends of the lines that are pasted into it.
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r\n")]
    public async Task A_key_signs_in_however_its_lines_were_pasted(string between)
    {
        await using var client = await OpenSsh.Start();
        var result = await _sftp.Send(ParcelTo(client, client.Port) with { Secret = client.Key.Trim().ReplaceLineEndings(between) }, CancellationToken.None);
        Assert.True(result.Outcome == AttemptOutcome.Arrived, result.Detail);
    }

    [Fact]
    public async Task Whom_they_do_not_let_in_has_delivered_nothing()
    {
        await using var client = await OpenSsh.Start();
        var result = await _sftp.Send(ParcelTo(client, client.Port) with { Secret = "not their password" }, CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, false), (result.Outcome, result.IsOfThisOne));
        Assert.Contains("sign-in-refused", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-R", "permission-denied")]
    [InlineData("-P posix-rename,rename", "permission-denied")]
    public async Task Without_the_right_to_write_or_rename_it_is_refused_and_nothing_half_is_left(string sftp, string why)
    {
        await using var client = await OpenSsh.Start(sftp);
        var result = await _sftp.Send(ParcelTo(client, client.Port), CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, false), (result.Outcome, result.IsOfThisOne));
        Assert.Contains(why, result.Detail, StringComparison.Ordinal);
        Assert.Empty(UnderItsName(client));
    }

    /// <summary>What whoever reads the folder sees: a part is not looked at, and the next attempt writes over it. Nothing is ever deleted at a client's.</summary>
    private static IEnumerable<string> UnderItsName(OpenSsh client) => Directory.GetFiles(client.Incoming).Where(f => !f.EndsWith(".part", StringComparison.Ordinal));

    [Fact]
    public async Task A_folder_that_is_not_there_refuses_it()
    {
        await using var client = await OpenSsh.Start();
        Directory.Delete(client.Incoming);
        var gone = await _sftp.Send(ParcelTo(client, client.Port), CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, false), (gone.Outcome, gone.IsOfThisOne));
        Assert.Contains("no-such-file", gone.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wire_cut_after_the_rename_was_sent_may_have_delivered_it()
    {
        await using var client = await OpenSsh.Start();
        var file = "";
        await using var wire = new CutWire(client.Port, () => File.Exists(file));
        var parcel = ParcelTo(client, wire.Port);
        file = Path.Combine(client.Incoming, ParcelFile.NameOf(parcel));
        var result = await _sftp.Send(parcel, CancellationToken.None);
        Assert.Equal(AttemptOutcome.Unknown, result.Outcome);
        Assert.Contains("rename was sent", result.Detail, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task A_wire_cut_while_it_is_written_leaves_nothing_under_its_name()
    {
        await using var client = await OpenSsh.Start();
        var part = "";
        await using var wire = new CutWire(client.Port, () => File.Exists(part));
        var parcel = ParcelTo(client, wire.Port);
        part = Path.Combine(client.Incoming, ParcelFile.NameOf(parcel) + ".part");
        var result = await _sftp.Send(parcel, CancellationToken.None);
        Assert.Equal(AttemptOutcome.Unknown, result.Outcome);
        Assert.False(File.Exists(Path.Combine(client.Incoming, ParcelFile.NameOf(parcel))));
        // The next attempt writes over what is left.
        Assert.Equal(AttemptOutcome.Arrived, (await _sftp.Send(parcel with { Options = Options(client.Port, client.Incoming, client.Fingerprint) }, CancellationToken.None)).Outcome);
        Assert.Single(Directory.GetFiles(client.Incoming));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_when_time_runs_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var deadline = new CancellationTokenSource();
        var sending = _sftp.Send(Parcel(Options(((IPEndPoint)listener.LocalEndpoint).Port, "in", "SHA256:" + new string('A', 43)), "a password"), deadline.Token);
        using var accepted = await listener.AcceptSocketAsync();
        await deadline.CancelAsync();
        Assert.Equal(AttemptOutcome.NotConnected, (await sending).Outcome);
    }

    // What fetches asks by the same guard.
    [Theory]
    [InlineData("127.0.0.1", null, "blocked-address")]
    [InlineData("10.1.2.3", null, "blocked-address")]
    [InlineData("10.1.2.3", "10.0.0.0/8", null)]
    [InlineData("::ffff:169.254.1.1", null, "blocked-address")]
    [InlineData("8.8.8.8", null, null)]
    [InlineData("no such name", null, "name-unknown")]
    public async Task Addresses_for_those_who_connect_themselves_are_guarded_too(string host, string? allowed, string? code)
    {
        var addresses = await Outbound.AddressesOf(allowed is null ? [] : [IPNetwork.Parse(allowed)], host, CancellationToken.None);
        Assert.Equal(code, addresses.Refusal?.Code);
        if (code is null) Assert.Equal(host, Assert.Single(addresses.Value!).ToString());
    }

    [Fact]
    public async Task A_private_address_is_never_dialled()
    {
        var result = await new SftpChannel([]).Send(Parcel(Options(22, "in", "SHA256:" + new string('A', 43)), "a password"), CancellationToken.None);
        Assert.Equal(AttemptOutcome.NotConnected, result.Outcome);
        Assert.Contains("blocked-address", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"host":"sftp.ledger.example","user":"us","folder":".","hostKeys":"SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", null)]
    [InlineData("""{"host":"::1","port":2222,"user":"us","folder":"/in","hostKeys":["SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]}""", null)]
    [InlineData("""{"host":"sftp.ledger.example","user":"us","folder":"."}""", "hostKeys")]
    [InlineData("""{"host":"sftp.ledger.example","user":"us","folder":".","hostKeys":[]}""", "hostKeys")]
    [InlineData("""{"host":"sftp.ledger.example","user":"us","folder":".","hostKeys":["MD5:00"]}""", "fingerprint")]
    [InlineData("""{"host":"sftp.ledger.example","user":"us","hostKeys":["SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]}""", "folder")]
    [InlineData("""{"host":"sftp.ledger.example","user":"u\ns","folder":".","hostKeys":[]}""", "user")]
    [InlineData("""{"host":"sftp.ledger.example","port":"22","user":"us","folder":".","hostKeys":[]}""", "port")]
    [InlineData("""{"host":"sftp.ledger.example","port":70000,"user":"us","folder":".","hostKeys":[]}""", "port")]
    [InlineData("""{"host":"a b","user":"us"}""", "host")]
    [InlineData("[]", "JSON")]
    [InlineData("{", "JSON")]
    public void Options_are_checked_before_they_are_kept(string options, string? wrong)
    {
        var refusal = _sftp.WhyNot(options, null);
        if (wrong is null) Assert.Null(refusal);
        else Assert.Contains(wrong, refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_a_password_or_a_private_key_and_must_be_given()
    {
        var options = Options(22, "in", "SHA256:" + new string('A', 43));
        Assert.Null(_sftp.WhyNot(options, "a password"));
        Assert.Equal("secret-missing", _sftp.WhyNot(options, "")?.Code);
        Assert.Equal("secret-bad", _sftp.WhyNot(options, "-----BEGIN OPENSSH PRIVATE KEY-----\nbm8=\n-----END OPENSSH PRIVATE KEY-----")?.Code);
        Assert.Equal("secret-bad", _sftp.WhyNot(options, "-----BEGIN ")?.Code);
    }

    private static Parcel ParcelTo(OpenSsh client, int port, params string[] keys) => Parcel(Options(port, client.Incoming, keys.Length > 0 ? keys : [client.Fingerprint]), client.Key);

    private static string Options(int port, string folder, params string[] keys) => JsonSerializer.Serialize(new { host = "127.0.0.1", port, user = Environment.UserName, folder, hostKeys = keys });

    private static Parcel Parcel(string options, string secret) => new()
    {
        Id = Guid.CreateVersion7(),
        Sequence = 7,
        Attempt = 1,
        Options = options,
        Secret = secret,
        Guid = "urn:newsml:ledger.example:20260824:KESSEL-VISIT",
        Version = 3,
        Status = PubStatus.Usable,
        Bytes = Encoding.UTF8.GetBytes("{\"a\":\"é\"}"),
        ContentType = "application/json",
        At = Instant.From(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)),
    };
}
