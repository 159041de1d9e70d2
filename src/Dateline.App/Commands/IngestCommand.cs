using System.CommandLine;
using Dateline.App.Serving;
using Dateline.Ingest;
using Dateline.News;
using Dateline.Store.Intake;

namespace Dateline.App.Commands;

/// <summary><c>dateline ingest FILE…</c>: takes files in as if their source had sent them. Photos first or last, as they come.</summary>
internal static class IngestCommand
{
    internal static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Items in any known format, or photos that they refer to by name.", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string>("--source") { Description = "The source's code. It is set up where it is missing.", Required = true };
        var command = new Command("ingest", "Take files in. The server must not be running on the data folder; to a running one, POST them to /intake/SOURCE.") { files, source, ServeCommand.Data, ServeCommand.Config, ServeCommand.Database };
        command.SetAction(async (arguments, stop) =>
        {
            if (ServeCommand.Settings(arguments) is not { } settings) return 2;
            if (OpenedStore.Open(settings) is not { } store) return 1;
            await using (store)
            {
                var code = arguments.GetValue(source)!;
                await store.Write(tx => Sources.Find(tx.Db, code) ?? Sources.Save(tx, code, code, "{}", "operator"));
                return await Take(new Intake(store, settings.Language), code, arguments.GetValue(files)!, stop);
            }
        });
        return command;
    }

    private static async Task<int> Take(Intake intake, string source, string[] files, CancellationToken stop)
    {
        var bad = 0;
        foreach (var file in files)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                if (!await Take(intake, source, file, await File.ReadAllBytesAsync(file, stop))) bad++;
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"dateline: {file} can't be read: {unreadable.Message}");
                bad++;
            }
        }
        return bad == 0 ? 0 : 1;
    }

    private static async Task<bool> Take(Intake intake, string source, string file, byte[] bytes)
    {
        if (Path.GetExtension(file).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".webp" or ".gif")
        {
            var kept = await intake.KeepMedia(source, Path.GetFileName(file), bytes);
            return Say(file, kept.Refusal, kept.IsDone ? "photo kept" : "");
        }
        var taken = await intake.Accept(source, bytes);
        if (!taken.IsDone) return Say(file, taken.Refusal, "");
        foreach (var item in taken.Value.Items)
            Console.WriteLine($"{file}: {item.Outcome} {item.Guid} {item.Version} {item.Code} {item.Message}".TrimEnd());
        return taken.Value.Items.All(i => i.Outcome != Outcomes.Quarantined);
    }

    private static bool Say(string file, Refusal? refusal, string done)
    {
        if (refusal is null) Console.WriteLine($"{file}: {done}");
        else Console.Error.WriteLine($"dateline: {file}: {refusal.Message} [{refusal.Code}]");
        return refusal is null;
    }
}
