using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dateline.Delivery.Tests;

/// <summary>A real vsftpd on a loopback port, run by whoever runs the tests, over TLS. It lets in "ftp" with any password, and nobody else.</summary>
public sealed class Vsftpd : IAsyncDisposable
{
    private const string Program = "/usr/sbin/vsftpd";
    private readonly TempFolder _folder;
    private readonly Process _server;

    private Vsftpd(TempFolder folder, Process server, int port) => (_folder, _server, Port) = (folder, server, port);

    public int Port { get; }

    /// <summary>Where the client lets us put files.</summary>
    public string Incoming => _folder["incoming"];

    /// <summary>Starts one.</summary>
    /// <param name="certificate">What it shows; null: it speaks in the clear.</param>
    /// <param name="more">More lines of its configuration.</param>
    public static async Task<Vsftpd> Start(OwnCertificate? certificate, string more = "")
    {
        if (!File.Exists(Program)) Requirement.Missing("vsftpd is not installed (apt-get install vsftpd).");
        var folder = new TempFolder();
        Directory.CreateDirectory(folder["incoming"]);
        Directory.CreateDirectory(folder["empty"]);
        var port = FreePort.Next();
        await File.WriteAllTextAsync(folder["config"], $"""
            listen=YES
            listen_address=127.0.0.1
            listen_port={port.ToString(System.Globalization.CultureInfo.InvariantCulture)}
            background=NO
            run_as_launching_user=YES
            secure_chroot_dir={folder["empty"]}
            seccomp_sandbox=NO
            anonymous_enable=YES
            local_enable=NO
            ftp_username={Environment.UserName}
            anon_root={folder.Path}
            write_enable=YES
            anon_upload_enable=YES
            anon_other_write_enable=YES
            anon_umask=022
            {(certificate is null ? "" : $"ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\nssl_ciphers=HIGH\nrsa_cert_file={certificate.Pem}")}
            {more}

            """);
        var server = Process.Start(new ProcessStartInfo(Program, folder["config"]) { RedirectStandardOutput = true })!;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await Answers(port))
        {
            if (server.HasExited) Assert.Fail("vsftpd did not start: " + await server.StandardOutput.ReadToEndAsync());
            await timer.WaitForNextTickAsync();
        }
        return new(folder, server, port);
    }

    private static async Task<bool> Answers(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        _folder.Dispose();
    }
}

/// <summary>An FTP server that does what no good one does: its answers are scripted by command, and it keeps nothing.</summary>
public sealed class BadFtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpListener _data = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;

    /// <summary>Answers a command with what it is given; with "" it hangs up, with null as a good server would.</summary>
    public BadFtp(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _data.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<string> Heard { get; } = [];

    private int DataPort => ((IPEndPoint)_data.LocalEndpoint).Port;

    private async Task Serve()
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            using var reader = new StreamReader(client.GetStream());
            await Say(client, _answer("HELLO") ?? "220-Welcome\r\n220 here");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                Heard.Add(line);
                var answer = _answer(line) ?? Usual(line);
                if (answer.Length == 0) return;
                await Say(client, answer);
                if (!answer.StartsWith("150", StringComparison.Ordinal)) continue;
                using var data = await _data.AcceptTcpClientAsync(_stop.Token);
                await data.GetStream().CopyToAsync(Stream.Null, _stop.Token);
                var end = _answer("END") ?? "226 taken";
                if (end.Length == 0) return;
                await Say(client, end);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException) { /* it hung up */ }
    }

    private string Usual(string line) => line.Split(' ')[0] switch
    {
        "USER" => "331 and the password",
        "PASS" => "230 in",
        "EPSV" => $"229 Entering Extended Passive Mode (|||{DataPort}|)",
        // The address of somebody else: nobody may be pointed there.
        "PASV" => $"227 Entering Passive Mode (192,0,2,66,{DataPort / 256},{DataPort % 256}).",
        "STOR" => "150 go on",
        "SIZE" => "213 10",
        "RNFR" => "350 and to",
        "RNTO" => "250 renamed",
        _ => "200 fine",
    };

    private async Task Say(TcpClient client, string answer) => await client.GetStream().WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer + "\r\n"), _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _data.Stop();
        await _serving;
        _stop.Dispose();
    }
}
