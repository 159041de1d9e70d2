using System.Diagnostics;
using System.Globalization;
using MimeKit;

namespace Dateline.Delivery.Tests;

/// <summary>A real mail server on a loopback port: aiosmtpd, with what it took as files.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly TempFolder _folder;
    private readonly Process _server;
    private readonly Task<string> _log;

    private MailServer(TempFolder folder, Process server, int port, Task<string> log) => (_folder, _server, Port, _log) = (folder, server, port, log);

    public int Port { get; }

    /// <summary>The mails that it took, in their order.</summary>
    public IReadOnlyList<MimeMessage> Mails => [.. Directory.GetFiles(_folder.Path, "*.eml").Order(StringComparer.Ordinal).Select(f => MimeMessage.Load(f))];

    /// <summary>Starts one; what it is told is in its own words (Peers/smtp.py).</summary>
    public static async Task<MailServer> Start(params string[] arguments)
    {
        if (!File.Exists(Python) || !await HasModule()) Requirement.Missing("aiosmtpd is not installed (apt-get install python3-aiosmtpd).");
        var folder = new TempFolder();
        var port = FreePort.Next();
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Peers", "smtp.py"), folder.Path, port.ToString(CultureInfo.InvariantCulture), .. arguments]) start.ArgumentList.Add(argument);
        var server = Process.Start(start)!;
        var log = server.StandardError.ReadToEndAsync();
        if (await server.StandardOutput.ReadLineAsync() != "listening") Assert.Fail("aiosmtpd did not start: " + await log);
        return new(folder, server, port, log);
    }

    private static async Task<bool> HasModule()
    {
        using var asked = Process.Start(new ProcessStartInfo(Python, ["-c", "import aiosmtpd"]) { RedirectStandardError = true })!;
        await asked.WaitForExitAsync();
        return asked.ExitCode == 0;
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        await _log;
        _server.Dispose();
        _folder.Dispose();
    }
}
