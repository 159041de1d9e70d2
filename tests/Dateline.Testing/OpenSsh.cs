using System.Diagnostics;
using System.Globalization;

namespace Dateline.Testing;

/// <summary>A real OpenSSH server on a loopback port, with keys and a configuration of its own, for the user who runs the tests.</summary>
public sealed class OpenSsh : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";
    private readonly TempFolder _folder;
    private readonly Process _server;
    private readonly Task<string> _log;

    // What it says is read to its end, so that it never waits for somebody to listen.
    private OpenSsh(TempFolder folder, Process server, int port, Task<string> log) => (_folder, _server, Port, _log) = (folder, server, port, log);

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Where the client lets us put files.</summary>
    public string Incoming => _folder["incoming"];

    /// <summary>The private key that it lets in.</summary>
    public string Key => File.ReadAllText(_folder["user"]);

    /// <summary>The fingerprint of the key that it shows, as ssh-keygen says it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Starts one.</summary>
    /// <param name="sftp">More for sftp-server: -R refuses every change, -P names requests that it refuses.</param>
    public static async Task<OpenSsh> Start(string sftp = "")
    {
        if (!File.Exists(Program)) Requirement.Missing("OpenSSH's server is not installed (apt-get install openssh-server).");
        // It wants this folder where it is started by root; a system that has not started its own has none.
        if (Environment.IsPrivilegedProcess) Directory.CreateDirectory("/run/sshd");
        var folder = new TempFolder();
        Directory.CreateDirectory(folder["incoming"]);
        foreach (var key in (string[])["host", "user"]) await Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder[key]);
        var port = FreePort.Next();
        await File.WriteAllTextAsync(folder["config"], $"""
            ListenAddress 127.0.0.1
            Port {port.ToString(CultureInfo.InvariantCulture)}
            HostKey {folder["host"]}
            AuthorizedKeysFile {folder["user.pub"]}
            PidFile none
            StrictModes no
            PermitRootLogin yes
            Subsystem sftp internal-sftp {sftp}

            """);
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true };
        foreach (var argument in (string[])["-D", "-e", "-f", folder["config"]]) start.ArgumentList.Add(argument);
        var server = Process.Start(start)!;
        var said = new List<string>();
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.StartsWith("Server listening", StringComparison.Ordinal)) continue;
            var fingerprint = (await Run("ssh-keygen", "-l", "-E", "sha256", "-f", folder["host.pub"])).Split(' ')[1];
            return new OpenSsh(folder, server, port, server.StandardError.ReadToEndAsync()) { Fingerprint = fingerprint };
        }
        Assert.Fail("sshd did not start: " + string.Join(' ', said));
        return null!;
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return said;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        await _log;
        _server.Dispose();
        _folder.Dispose();
    }
}
