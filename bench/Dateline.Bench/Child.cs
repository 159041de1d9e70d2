using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dateline.Bench;

/// <summary>A program started for a bench on a free loopback port and ended with it.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process, string url) => (_process, Url) = (process, url);

    internal string Url { get; }

    internal int Id => _process.Id;

    /// <summary>Resident memory now, in MiB.</summary>
    internal double ResidentMiB()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1024.0 / 1024.0;
    }

    /// <summary>How often it has asked the disk to sync is not to be had from outside; its commits are: see the store's own count.</summary>
    internal static async Task<Child> Start(string file, params string[] arguments)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument.Replace("{url}", url, StringComparison.Ordinal));
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("listening", StringComparison.Ordinal)) break;
        if (process.HasExited) throw new InvalidOperationException($"{file} ended with {process.ExitCode}.");
        _ = process.StandardOutput.ReadToEndAsync();
        return new Child(process, url);
    }

    /// <summary>The program built beside the bench.</summary>
    internal static string Dateline => Path.Combine(AppContext.BaseDirectory, "dateline");

    /// <summary>The bench itself.</summary>
    internal static string Self => Environment.ProcessPath!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal async Task Stop()
    {
        if (_process.HasExited) return;
        using (var term = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await term.WaitForExitAsync();
        if (!_process.WaitForExit(5000)) _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process.Dispose();
    }
}
