using System.Diagnostics;
using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>A real Dovecot on a loopback port, over TLS, with a mailbox of its own. Anybody's name gets in with <see cref="Password"/>, each into the same mailbox.</summary>
public sealed class Dovecot : IAsyncDisposable
{
    private const string Program = "/usr/sbin/dovecot";
    private readonly TempFolder _folder;
    private readonly Process _server;
    private readonly OwnCertificate _certificate;
    private readonly Task _log;

    private Dovecot(TempFolder folder, Process server, OwnCertificate certificate, int port, Task log) => (_folder, _server, _certificate, Port, _log) = (folder, server, certificate, port, log);

    public static string Password => "let-us-in";

    public int Port { get; }

    public string Fingerprint => _certificate.Fingerprint;

    /// <summary>Starts one; with <paramref name="introspection"/>, an address that says whose a token is, tokens let in too (RFC 7662).</summary>
    public static async Task<Dovecot> Start(Uri? introspection = null)
    {
        if (!File.Exists(Program)) Requirement.Missing("Dovecot is not installed (apt-get install dovecot-imapd).");
        var (folder, certificate, port) = (new TempFolder(), new OwnCertificate(DateTimeOffset.UtcNow), FreePort.Next());
        // Dovecot gives nobody's mail to root: started by root, it reads as "nobody".
        var (mailUser, loginUser, innerUser) = Environment.IsPrivilegedProcess ? ("nobody", "dovenull", "dovecot") : (Environment.UserName, Environment.UserName, Environment.UserName);
        foreach (var part in (string[])["mail", "run"]) Directory.CreateDirectory(folder[part]);
        if (Environment.IsPrivilegedProcess)
        {
            foreach (var (program, arguments) in new (string, string[])[] { ("chmod", ["o+rx", folder.Path]), ("chown", ["-R", mailUser, folder["mail"]]) })
            {
                using var own = Process.Start(program, arguments);
                await own.WaitForExitAsync();
            }
        }
        var group = Environment.IsPrivilegedProcess ? " gid=nogroup" : "";
        var tokens = "";
        if (introspection is not null)
        {
            await File.WriteAllTextAsync(folder["tokens"], $"introspection_url = {introspection}\nintrospection_mode = post\nactive_attribute = active\nactive_value = true\nusername_attribute = username\n");
            tokens = $$"""
                auth_mechanisms = plain login xoauth2 oauthbearer
                passdb {
                  driver = oauth2
                  mechanisms = xoauth2 oauthbearer
                  args = {{folder["tokens"]}}
                }
                """;
        }
        await File.WriteAllTextAsync(folder["config"], $$"""
            base_dir = {{folder["run"]}}
            state_dir = {{folder["run"]}}
            protocols = imap
            listen = 127.0.0.1
            log_path = /dev/stderr
            ssl = required
            ssl_cert = <{{certificate.Pem}}
            ssl_key = <{{certificate.Pem}}
            mail_location = maildir:{{folder["mail"]}}
            first_valid_uid = 1
            default_internal_user = {{innerUser}}
            default_login_user = {{loginUser}}
            {{tokens}}
            passdb {
              driver = static
              mechanisms = plain login
              args = password={{Password}}
            }
            userdb {
              driver = static
              args = uid={{mailUser}}{{group}} home={{folder["mail"]}}
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = 0
              }
              inet_listener imaps {
                port = {{port.ToString(CultureInfo.InvariantCulture)}}
                ssl = yes
              }
            }
            service anvil {
              chroot =
            }
            service stats {
              chroot =
            }

            """);
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-F", "-c", folder["config"]]) start.ArgumentList.Add(argument);
        var server = Process.Start(start)!;
        var said = new List<string>();
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Contains("starting up", StringComparison.Ordinal)) return new(folder, server, certificate, port, server.StandardError.ReadToEndAsync());
        }
        Assert.Fail("Dovecot did not start: " + string.Join(' ', said));
        return null!;
    }

    /// <summary>Puts a mail into the inbox, as its delivery would.</summary>
    public Task Deliver(string id, string subject, string text, string from = "desk@np.example", bool isRead = false) => With(async inbox =>
    {
        var mail = new MimeMessage { MessageId = id, Subject = subject, Date = new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero), Body = new TextPart("plain") { Text = text } };
        mail.From.Add(MailboxAddress.Parse(from));
        mail.To.Add(MailboxAddress.Parse("wires@ours.example"));
        await inbox.AppendAsync(mail, isRead ? MessageFlags.Seen : MessageFlags.None);
        return true;
    });

    /// <summary>Puts bytes where a mail should be.</summary>
    public Task DeliverBytes(string name, byte[] bytes) => File.WriteAllBytesAsync(Path.Combine(_folder["mail"], "new", name), bytes);

    /// <summary>How many mails a folder has, and how many of them nobody has read.</summary>
    public Task<(int All, int Unread)> Count(string folder = "INBOX") => With(async found =>
    {
        await found.StatusAsync(StatusItems.Count | StatusItems.Unread);
        return (found.Count, found.Unread);
    }, folder);

    /// <summary>Numbers all mails anew, as a mailbox that was carried to another server.</summary>
    public void NumberAnew()
    {
        var list = Path.Combine(_folder["mail"], "dovecot-uidlist");
        foreach (var file in Directory.GetFiles(_folder["mail"], "dovecot*")) if (file != list) File.Delete(file);
        // Its first line: "3 V(validity) N(next number) G(id of the mailbox)".
        var head = File.ReadLines(list).First().Split(' ');
        var validity = long.Parse(head[1][1..], CultureInfo.InvariantCulture) + 1000;
        File.WriteAllText(list, string.Create(CultureInfo.InvariantCulture, $"3 V{validity} N1 {head[3]}\n"));
    }

    private async Task<T> With<T>(Func<IMailFolder, Task<T>> use, string folder = "INBOX")
    {
        using var client = new ImapClient { ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256) == Fingerprint };
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.SslOnConnect);
        await client.AuthenticateAsync("somebody", Password);
        var result = await use(await client.GetFolderAsync(folder));
        await client.DisconnectAsync(true);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        await _log;
        _server.Dispose();
        _certificate.Dispose();
        _folder.Dispose();
    }
}
