using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dateline.Testing;

/// <summary>
/// The built <c>dateline</c> program as a process of its own, for tests that must kill it:
/// <c>await using var server = await DatelineProcess.StartAsync(["serve", …]);</c>
/// </summary>
public sealed partial class DatelineProcess : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<DatelineProcess, bool> Running = [];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A test run that is stopped half-way leaves no server behind.
    static DatelineProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => { foreach (var left in Running.Keys) left.Kill(); };

    private DatelineProcess(Process process)
    {
        _process = process;
        Running[this] = true;
        process.OutputDataReceived += (_, e) => Heard(e.Data);
        process.ErrorDataReceived += (_, e) => Heard(e.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("dateline ended before it listened."));
    }

    /// <summary>Where it listens, as it said itself.</summary>
    public Uri Address => _listening.Task is { IsCompletedSuccessfully: true } said ? said.Result : throw new InvalidOperationException("It does not listen.");

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>All it wrote so far, both streams, line by line.</summary>
    public IReadOnlyList<string> Output => [.. _lines];

    /// <summary>The program as the build left it, in the configuration of these tests; skips the test where it is not built.</summary>
    public static string Executable => Find();

    /// <summary>Starts the program and waits until it says that it listens.</summary>
    /// <param name="arguments">The command line. Let it listen on port 0, or on a <see cref="FreePort"/>.</param>
    /// <param name="environment">Environment variables to set, or to remove with null.</param>
    /// <param name="wait">How long to wait; 30 seconds if not stated.</param>
    public static async Task<DatelineProcess> StartAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? wait = null)
    {
        var started = Launch(arguments, environment);
        try { await started._listening.Task.WaitAsync(wait ?? TimeSpan.FromSeconds(30)); }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            await started.DisposeAsync();
            throw new InvalidOperationException($"dateline does not listen. It said:\n{string.Join('\n', started.Output)}", e);
        }
        return started;
    }

    /// <summary>Runs a command of the program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? wait = null)
    {
        await using var started = Launch(arguments, environment);
        var exitCode = await started.WaitForExitAsync(wait);
        return (exitCode, string.Join('\n', started.Output));
    }

    /// <summary>Waits until it writes a line that holds <paramref name="words"/>, or has written one: the line.</summary>
    public async Task<string> WaitForLineAsync(string words, TimeSpan wait)
    {
        using var deadline = new CancellationTokenSource(wait);
        while (true)
        {
            var heard = Volatile.Read(ref _heard).Task;
            if (_lines.FirstOrDefault(l => l.Contains(words, StringComparison.Ordinal)) is { } line) return line;
            await heard.WaitAsync(deadline.Token);
        }
    }

    /// <summary>Kills it as a power cut would: SIGKILL, no last words. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has: its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan? wait = null)
    {
        using (var term = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await term.WaitForExitAsync();
        return await WaitForExitAsync(wait);
    }

    /// <summary>Waits until it ends by itself, 30 seconds if not stated: its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? wait = null)
    {
        await _process.WaitForExitAsync().WaitAsync(wait ?? TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Running.TryRemove(this, out _);
        _process.Dispose();
    }

    private static DatelineProcess Launch(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment)
    {
        var start = new ProcessStartInfo(Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        var started = new DatelineProcess(new Process { StartInfo = start });
        started._process.Start();
        started._process.StandardInput.Close();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        Interlocked.Exchange(ref _heard, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        if (ListeningLine().Match(line) is { Success: true } match) _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private void Kill()
    {
        // It may have ended in this very moment.
        try { _process.Kill(); }
        catch (InvalidOperationException) { }
    }

    private static string Find()
    {
        // A published build starts in half the time: for proofs that start it a thousand times.
        if (Environment.GetEnvironmentVariable("DATELINE_PROGRAM") is { Length: > 0 } published) return published;
        // The tests' output is …/bin/Release/net10.0: the program's is called the same.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Repo.Path($"src/Dateline.App/bin/{output.Parent!.Name}/{output.Name}/dateline");
        if (!File.Exists(path)) Requirement.Missing($"The program is not built: {Repo.Relative(path)}.");
        return path;
    }

    [GeneratedRegex(@"listening\D*?(https?://\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex ListeningLine();
}
