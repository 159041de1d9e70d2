using System.Net;
using System.Net.Sockets;

using System.Text.Json;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Channels.Ftp;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests;

/// <summary>Files on a client's FTP server, against vsftpd and against one that behaves badly: what is there, what is not, and what may be.</summary>
public sealed class FtpTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_787_500_000);
    private readonly FtpChannel _ftp = new([IPNetwork.Parse("127.0.0.0/8")]);

    [Theory]
    [InlineData(true, "require_ssl_reuse=NO")]
    [InlineData(true, "require_ssl_reuse=NO\ncmds_denied=EPSV")]
    [InlineData(false, "")]
    public async Task A_release_is_there_under_its_name_whole_and_a_repeat_makes_no_second(bool isSecure, string more)
    {
        using var certificate = new OwnCertificate(Now);
        await using var client = await Vsftpd.Start(isSecure ? certificate : null, more);
        var parcel = ParcelSample.Of(Options(client.Port, isSecure ? certificate.Fingerprint : "none"), "a password");
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var result = await _ftp.Send(parcel with { Attempt = attempt }, CancellationToken.None);
            Assert.True(result.Outcome == AttemptOutcome.Arrived, result.Detail + result.Answer);
            Assert.Equal(parcel.Bytes.Length, result.Bytes);
            Assert.Equal($"0000000007-v3-{parcel.Id:N}.json", Assert.Single(Directory.GetFiles(client.Incoming).Select(Path.GetFileName)));
            Assert.Equal(parcel.Bytes.ToArray(), await File.ReadAllBytesAsync(Directory.GetFiles(client.Incoming)[0]));
        }
    }

    [Fact]
    public async Task A_server_with_another_certificate_hears_not_even_our_name()
    {
        using var certificate = new OwnCertificate(Now);
        using var other = new OwnCertificate(Now);
        await using var client = await Vsftpd.Start(certificate, "require_ssl_reuse=NO");
        foreach (var options in (string[])[Options(client.Port, other.Fingerprint), Options(client.Port)])
        {
            var result = await _ftp.Send(ParcelSample.Of(options, "a password"), CancellationToken.None);
            Assert.Equal(AttemptOutcome.NotConnected, result.Outcome);
            Assert.Contains("certificate-bad", result.Detail, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.GetFiles(client.Incoming));
    }

    [Fact]
    public async Task Whom_they_do_not_let_in_and_where_there_is_no_folder_nothing_arrives()
    {
        await using var client = await Vsftpd.Start(null);
        var stranger = await _ftp.Send(ParcelSample.Of(Options(client.Port, "none").Replace("\"ftp\"", "\"somebody\"", StringComparison.Ordinal), "a password"), CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, 530), (stranger.Outcome, stranger.Status));
        Assert.Contains("sign-in-refused", stranger.Detail, StringComparison.Ordinal);
        Directory.Delete(client.Incoming);
        var gone = await _ftp.Send(ParcelSample.Of(Options(client.Port, "none"), "a password"), CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, 553, false), (gone.Outcome, gone.Status, gone.IsOfThisOne));
    }

    [Theory]
    [InlineData("AUTH", "502 no", AttemptOutcome.NotConnected, "no-security")]
    [InlineData("HELLO", "421 too many", AttemptOutcome.NotConnected, "busy")]
    [InlineData("HELLO", "SSH-2.0-OpenSSH", AttemptOutcome.NotConnected, "no FTP server")]
    public async Task Before_it_is_secure_nothing_is_said_of_us(string command, string answer, AttemptOutcome outcome, string why)
    {
        await using var client = new BadFtp(line => line.StartsWith(command, StringComparison.Ordinal) ? answer : null);
        var result = await _ftp.Send(ParcelSample.Of(Options(client.Port), "a password"), CancellationToken.None);
        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(why, result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(client.Heard, l => l.StartsWith("USER", StringComparison.Ordinal) || l.StartsWith("PASS", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("STOR", "452 disk is full", AttemptOutcome.Refused, "disk-full")]
    [InlineData("END", "552 over quota", AttemptOutcome.Refused, "disk-full")]
    [InlineData("STOR", "550 no", AttemptOutcome.Refused, "permission-denied")]
    [InlineData("STOR", "421 closing", AttemptOutcome.Refused, "421")]
    [InlineData("END", "426 cut", AttemptOutcome.Refused, "426")]
    [InlineData("SIZE", "213 4", AttemptOutcome.Refused, "kept 4 of 10 bytes")]
    [InlineData("END", "", AttemptOutcome.Unknown, "a part of it may be there")]
    [InlineData("RNTO", "", AttemptOutcome.Unknown, "may have arrived")]
    [InlineData("RNFR", "550 no such file", AttemptOutcome.Refused, "permission-denied")]
    [InlineData("RNTO", "553 there is one", AttemptOutcome.Arrived, "whole")]
    [InlineData("SIZE", "502 we do not say", AttemptOutcome.Arrived, "does not say sizes")]
    [InlineData("EPSV", "500 what", AttemptOutcome.Arrived, "whole")]
    [InlineData("TYPE", "200-one\r\n200-two\r\n200 three", AttemptOutcome.Arrived, "whole")]
    public async Task An_answer_says_what_has_arrived(string command, string answer, AttemptOutcome outcome, string why)
    {
        await using var client = new BadFtp(line => line.StartsWith(command, StringComparison.Ordinal) ? answer : null);
        var result = await _ftp.Send(ParcelSample.Of(Options(client.Port, "none"), "a password"), CancellationToken.None);
        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(why, result.Detail, StringComparison.Ordinal);
    }

    // Known failure 8 of promises.md: uploads under the final name, read half-written by the client.
    [Fact]
    public async Task Nothing_stands_under_its_name_before_all_of_it_is_there_and_its_size_was_read()
    {
        await using var client = new BadFtp(static _ => null);
        var parcel = ParcelSample.Of(Options(client.Port, "none"), "a password");
        Assert.Equal(AttemptOutcome.Arrived, (await _ftp.Send(parcel, CancellationToken.None)).Outcome);
        var name = $"incoming/0000000007-v3-{parcel.Id:N}.json";
        Assert.Equal([$"STOR {name}.part", $"SIZE {name}.part", $"RNFR {name}.part", $"RNTO {name}", $"SIZE {name}"], client.Heard.Where(l => l.Contains(name, StringComparison.Ordinal)));
        // What is half there never gets its name.
        await using var cut = new BadFtp(static line => line.StartsWith("SIZE", StringComparison.Ordinal) ? "213 4" : null);
        Assert.Equal(AttemptOutcome.Refused, (await _ftp.Send(ParcelSample.Of(Options(cut.Port, "none"), "a password"), CancellationToken.None)).Outcome);
        Assert.DoesNotContain(cut.Heard, static l => l.StartsWith("RNTO", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_when_time_runs_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var deadline = new CancellationTokenSource();
        var sending = _ftp.Send(ParcelSample.Of(Options(((IPEndPoint)listener.LocalEndpoint).Port), "a password"), deadline.Token);
        using var accepted = await listener.AcceptSocketAsync();
        await deadline.CancelAsync();
        Assert.Equal(AttemptOutcome.NotConnected, (await sending).Outcome);
    }

    [Fact]
    public async Task A_private_address_is_never_dialled()
    {
        var result = await new FtpChannel([]).Send(ParcelSample.Of(Options(21), "a password"), CancellationToken.None);
        Assert.Equal(AttemptOutcome.NotConnected, result.Outcome);
        Assert.Contains("blocked-address", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"host":"ftp.ledger.example","user":"us","folder":"."}""", null)]
    [InlineData("""{"host":"ftp.ledger.example","port":2121,"user":"us","folder":"/in","security":"none"}""", null)]
    [InlineData("""{"host":"ftp.ledger.example","user":"us","folder":".","security":"ssl"}""", "security")]
    [InlineData("""{"host":"ftp.ledger.example","user":"us","folder":".","certificates":["00"]}""", "certificates")]
    [InlineData("""{"host":"ftp.ledger.example","user":"us","folder":".","certificates":[]}""", "certificates")]
    [InlineData("""{"host":"ftp.ledger.example","user":"us\r\nDELE x","folder":"."}""", "user")]
    [InlineData("""{"host":"ftp.ledger.example","user":"us"}""", "folder")]
    [InlineData("""{"host":"a b","user":"us"}""", "host")]
    [InlineData("""{"host":"ftp.ledger.example","port":"21","user":"us","folder":"."}""", "port")]
    [InlineData("{", "JSON")]
    public void Options_are_checked_before_they_are_kept(string options, string? wrong)
    {
        var refusal = _ftp.WhyNot(options, null);
        if (wrong is null) Assert.Null(refusal);
        else Assert.Contains(wrong, refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_must_be_given_and_ends_no_command()
    {
        Assert.Null(_ftp.WhyNot(Options(21), "a password"));
        Assert.Equal("secret-missing", _ftp.WhyNot(Options(21), "")?.Code);
        Assert.Equal("secret-bad", _ftp.WhyNot(Options(21), "a\r\nDELE x")?.Code);
    }

    /// <param name="port">Its port.</param>
    /// <param name="pin">The certificate that is pinned; "none": in the clear; null: none is pinned.</param>
    private static string Options(int port, string? pin = null) => pin switch
    {
        "none" => JsonSerializer.Serialize(new { host = "127.0.0.1", port, user = "ftp", folder = "incoming", security = "none" }),
        null => JsonSerializer.Serialize(new { host = "127.0.0.1", port, user = "ftp", folder = "incoming" }),
        _ => JsonSerializer.Serialize(new { host = "127.0.0.1", port, user = "ftp", folder = "incoming", certificates = (string[])[pin] }),
    };
}
