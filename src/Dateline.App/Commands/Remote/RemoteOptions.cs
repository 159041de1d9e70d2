using System.CommandLine;

namespace Dateline.App.Commands.Remote;

/// <summary>Where a verb finds the running server and its key: flags, else DATELINE_SERVER and DATELINE_KEY. A key is never a flag: others could read it.</summary>
internal static class RemoteOptions
{
    internal static readonly Option<string?> Server = new("--server") { Description = "The running server (default: $DATELINE_SERVER, else http://127.0.0.1:5080)." };
    internal static readonly Option<string?> KeyFile = new("--key-file") { Description = "A file that holds the API key (default: $DATELINE_KEY)." };
    internal static readonly Option<bool> Json = new("--json") { Description = "Print what the server answers, as JSON." };

    /// <summary>A verb that talks to the server: its options, and what it does with the connection.</summary>
    internal static Command Verb(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, RemoteServer, Task<int>> run)
    {
        var command = new Command(name, description) { Server, KeyFile, Json };
        foreach (var symbol in symbols)
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        command.SetAction((arguments, stop) => Run(arguments, stop, server => run(arguments, server)));
        return command;
    }

    /// <summary>Talks to the server that the command line names; a refusal is a line and an exit code.</summary>
    internal static async Task<int> Run(ParseResult arguments, CancellationToken stop, Func<RemoteServer, Task<int>> run)
    {
        using var server = Connect(arguments, stop);
        if (server is null) return ExitCodes.Usage;
        try
        {
            return await run(server);
        }
        catch (RemoteRefusal refused)
        {
            Console.Error.WriteLine("dateline: " + refused.Message);
            return refused.ExitCode;
        }
    }

    private static RemoteServer? Connect(ParseResult arguments, CancellationToken stop)
    {
        var address = arguments.GetValue(Server) ?? Environment.GetEnvironmentVariable("DATELINE_SERVER") ?? "http://127.0.0.1:5080";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) return Complain($"--server is \"{address}\", which is not an address. Write it like http://127.0.0.1:5080.");
        if (url.Scheme == "http" && !url.IsLoopback) return Complain($"{address} is not encrypted, and the key would travel in the clear. Use https, or a tunnel to 127.0.0.1.");
        var key = ReadKey(arguments.GetValue(KeyFile), out var complaint);
        return key is null ? Complain(complaint!) : new RemoteServer(url, key, arguments.GetValue(Json), stop);
    }

    internal static string? ReadKey(string? file, out string? complaint)
    {
        complaint = null;
        try
        {
            var key = file is null ? Environment.GetEnvironmentVariable("DATELINE_KEY") : File.ReadAllText(file);
            if (!string.IsNullOrWhiteSpace(key)) return key.Trim();
            complaint = "There is no key. Name a file that holds one with --key-file, or set DATELINE_KEY.";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            complaint = $"The key file {file} can't be read: {unreadable.Message}";
        }
        return null;
    }

    private static RemoteServer? Complain(string what)
    {
        Console.Error.WriteLine("dateline: " + what);
        return null;
    }
}

/// <summary>What a verb ends with.</summary>
internal static class ExitCodes
{
    internal const int Done = 0;
    internal const int Refused = 1;
    internal const int Usage = 2;
    internal const int Unreachable = 3;
}

/// <summary>The server said no, or could not be asked.</summary>
internal sealed class RemoteRefusal(int exitCode, string message) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;
}
