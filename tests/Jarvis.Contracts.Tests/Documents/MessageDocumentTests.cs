using Shouldly;
using Xunit;

namespace Jarvis.Contracts.Tests.Documents;

public sealed class MessageDocumentTests
{
    [Fact]
    public void The_message_reference_says_what_the_contracts_say() => Check("docs/messages.md", MessageDocument.Markdown());

    [Fact]
    public void The_asyncapi_file_says_what_the_contracts_say() => Check("docs/asyncapi.json", MessageDocument.AsyncApi());

    private static void Check(string path, string expected)
    {
        var file = Repository.File(path);
        if (Environment.GetEnvironmentVariable("JARVIS_WRITE_GOLDEN") == "1") File.WriteAllText(file, expected);
        File.ReadAllText(file).ShouldBe(expected, $"{path} is made from the contracts: run with JARVIS_WRITE_GOLDEN=1");
    }
}
